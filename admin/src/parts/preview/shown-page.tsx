import { Anchor, Button, Group, SegmentedControl, Stack, VisuallyHidden } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { ExternalLinkIcon, SyncIcon } from '../../theme/icons.tsx'
import { useAddress } from '../address.ts'
import { Notice } from '../notice.tsx'
import { SCREENS, screenOf } from './frame-address.ts'
import { PageChoice } from './page-choice.tsx'
import { PageFindings } from './page-findings.tsx'
import { PageFrame } from './page-frame.tsx'
import classes from './preview.module.css'
import type { PreviewDraft } from './preview-query.ts'
import { useShownPage } from './use-shown-page.ts'

/** One page of the draft in a frame, what to choose, and the findings in that page. `renew` asks for a new address. */
export function ShownPage({ slug, draft, renew }: Props) {
  const { params, change } = useAddress()
  const startPage = draft.rootPage ?? draft.rootPageCandidates[0] ?? 'index.html'
  const page = useShownPage(draft, startPage, renew)
  const screen = screenOf(params.get('width'), window.innerWidth)
  return (
    <Stack gap="lg">
      <Group gap="sm" align="end">
        <div className={classes.picker}>
          <PageChoice slug={slug} page={page.shown} startPage={startPage} choose={page.choose} />
        </div>
        <SegmentedControl
          size="sm"
          aria-label={t('preview.width')}
          value={String(screen.width)}
          data={SCREENS.map(({ name, width }) => ({
            value: String(width),
            label: (
              <>
                <VisuallyHidden>{t('preview.screen', { name })}</VisuallyHidden> {width}
              </>
            ),
          }))}
          onChange={width => change({ width }, { replace: true, keepsPage: true })}
        />
        <Button variant="default" leftSection={<SyncIcon />} onClick={page.reload}>
          {t('preview.reload')}
        </Button>
        <Button
          component="a"
          href={page.address}
          target="_blank"
          rel="noreferrer"
          variant="default"
          rightSection={<ExternalLinkIcon />}
        >
          {t('preview.openTab')}
        </Button>
      </Group>
      {draft.rootPage === null && <Notice tone="warning">{t('preview.noStartPage')}</Notice>}
      {page.isOutdated && (
        <Notice tone="info" alert>
          {t('preview.newerDraft')}{' '}
          <Anchor component="button" type="button" inherit fw={600} onClick={page.reload}>
            {t('preview.reloadNow')}
          </Anchor>
        </Notice>
      )}
      {page.hasEnded && !page.isOutdated && (
        <Notice tone="info" alert>
          {t('preview.ended')}{' '}
          <Anchor component="button" type="button" inherit fw={600} onClick={page.reload}>
            {t('preview.continue')}
          </Anchor>
        </Notice>
      )}
      <div className={classes.shown}>
        <PageFrame key={page.key} address={page.address} page={page.shown} screen={screen} frame={page.frame} />
        <PageFindings slug={slug} path={page.shown} />
      </div>
    </Stack>
  )
}

type Props = { slug: string; draft: PreviewDraft & { contentUrl: string }; renew: () => void }
