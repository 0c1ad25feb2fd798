import { Text } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { PagePath } from './page-path.tsx'
import type { RootPagePackage } from './root-page.ts'
import { RootPageButton } from './root-page-button.tsx'
import { missingChoice } from './root-page-choice.ts'

/** The page that the draft opens with, who chose it, and a button to choose another one. */
export function RootPageCard({ pkg }: { pkg: RootPagePackage }) {
  const { slug, draft } = pkg
  const page = draft?.rootPage ?? null
  const hasPages = page !== null || Boolean(draft?.rootPageCandidates.length)
  return (
    <Card
      title={t('settings.rootPage')}
      aside={
        hasPages && (
          <RootPageButton slug={slug} variant={page === null ? 'light' : 'default'} size="xs">
            {page === null ? t('settings.chooseRootPage') : t('settings.changeRootPage')}
          </RootPageButton>
        )
      }
    >
      {page !== null && <PagePath path={page} />}
      <Text size="sm" c={page === null ? 'brick' : 'dimmed'}>
        {note(pkg, hasPages)}
      </Text>
    </Card>
  )
}

function note(pkg: RootPagePackage, hasPages: boolean): string {
  if (!hasPages) return t('settings.noPages')
  if (!pkg.draft?.rootPage) return t('settings.rootPageUnclear')
  const missing = missingChoice(pkg)
  if (missing !== null) return t('settings.rootPageGone', { page: missing })
  return pkg.rootPage === null ? t('settings.lecternChose') : t('settings.authorChose')
}
