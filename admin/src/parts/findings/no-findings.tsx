import { useSearchParams } from 'react-router'
import { type FragmentOf, graphql, readFragment } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { CheckIcon, SearchIcon } from '../../theme/icons.tsx'
import { EmptyState } from '../empty-state.tsx'
import { isFiltered } from './filter.ts'

/** What an empty list says about the draft. */
export const NoFindingsFields = graphql(`
  fragment NoFindingsFields on Draft {
    fileCount
    found: findings(first: 1) {
      totalCount
    }
  }
`)

/** Says why no finding is listed: nothing was found, everything is ignored, or nothing matches the filter. */
export function NoFindings({ draft }: { draft: FragmentOf<typeof NoFindingsFields> }) {
  const [params] = useSearchParams()
  const { fileCount, found } = readFragment(NoFindingsFields, draft)
  if (isFiltered(params))
    return (
      <EmptyState icon={<SearchIcon />} title={t('findings.noMatchTitle')} order={2}>
        {t('findings.noMatch')}
      </EmptyState>
    )
  return (
    <EmptyState icon={<CheckIcon />} title={t('findings.noneTitle', { files: fileCount })} order={2}>
      {found && found.totalCount > 0 ? t('findings.noneOpen') : t('findings.none')}
    </EmptyState>
  )
}
