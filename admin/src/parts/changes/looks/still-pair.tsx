import { Anchor, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { t } from '../../../texts/texts.ts'
import { useAddress } from '../../address.ts'
import { Notice } from '../../notice.tsx'
import { changedShareLabel } from './changed-share.ts'
import { Marks } from './marks.tsx'
import type { ComparedPage } from './page-comparison.ts'
import { PictureOver } from './picture-over.tsx'
import classes from './still-pair.module.css'

/**
 * A page as it looks before and after: side by side, or over each other (`view=over`). The areas that differ are marked,
 * unless `marks=off`.
 */
export function StillPair({ page, refresh }: { page: ComparedPage; refresh: () => void }) {
  const { params, change } = useAddress()
  const isOver = params.get('view') === 'over'
  const isMarked = params.get('marks') !== 'off'
  const { path, before, after, boxes, problem } = page
  const marks = isMarked && boxes ? <Marks boxes={boxes} /> : null
  const alt = { before: t('looks.altBefore', { path }), after: t('looks.altAfter', { path }) }
  return (
    <Stack gap="md" className={classes.pair}>
      <div>
        <Title order={3} className={classes.path}>
          {path}
        </Title>
        <Text size="sm" c="dimmed" role="status">
          {boxes && boxes.length > 0
            ? t('looks.areas', { count: boxes.length })
            : (changedShareLabel(page) ?? t('looks.waiting'))}
        </Text>
      </div>
      {problem && <Notice tone="warning">{problem.message}</Notice>}
      {before && after && (
        <>
          <Group gap="md" className={classes.controls}>
            <SegmentedControl
              aria-label={t('changes.pictureView')}
              value={isOver ? 'over' : ''}
              onChange={value => change({ view: value }, { replace: true })}
              data={[
                { value: '', label: t('changes.sideBySide') },
                { value: 'over', label: t('changes.over') },
              ]}
            />
            {boxes && boxes.length > 0 && (
              <label className={classes.toggle}>
                <input
                  type="checkbox"
                  checked={isMarked}
                  onChange={event => change({ marks: event.currentTarget.checked ? null : 'off' }, { replace: true })}
                />
                {t('looks.mark')}
              </label>
            )}
          </Group>
          {isOver ? (
            <PictureOver before={before} after={after} alt={alt} refresh={refresh} marks={marks} />
          ) : (
            <div className={classes.sides}>
              <Still label={t('changes.before')} url={before} alt={alt.before} refresh={refresh} marks={marks} />
              <Still label={t('changes.after')} url={after} alt={alt.after} refresh={refresh} marks={marks} />
            </div>
          )}
        </>
      )}
    </Stack>
  )
}

function Still({ label, url, alt, refresh, marks }: StillProps) {
  return (
    <figure className={classes.still}>
      <figcaption>
        {label}
        <Anchor
          href={url}
          target="_blank"
          rel="noreferrer"
          size="sm"
          fw={400}
          aria-label={t('looks.fullSizeOf', { picture: alt })}
        >
          {t('looks.fullSize')}
        </Anchor>
      </figcaption>
      <div className={classes.frame}>
        <img src={url} alt={alt} width={1280} height={800} onError={refresh} />
        {marks}
      </div>
    </figure>
  )
}

type StillProps = { label: string; url: string; alt: string; refresh: () => void; marks: React.ReactNode }
