import { Group, Stack, Text } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { PageInfoFields } from '../../graphql/page-info.ts'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { CursorPager, useCursorPages } from '../cursor-pager.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { Notice } from '../notice.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import { ExportButton } from './export-button.tsx'
import { readFilter } from './filter.ts'
import { FilterBar } from './filter-bar.tsx'
import { FindingCard } from './finding-card.tsx'
import { FindingFields } from './finding-fields.ts'
import classes from './findings.module.css'
import { FindingsSummary, FindingsSummaryFields } from './findings-summary.tsx'
import { NoFindings, NoFindingsFields } from './no-findings.tsx'

const PAGE_SIZE = 50

const FindingsQuery = graphql(
  `
    query Findings(
      $slug: String!, $severity: Severity, $codes: [String!], $folder: String, $isNew: Boolean, $blocking: Boolean
      $ignored: Boolean, $first: Int, $after: String, $last: Int, $before: String
    ) {
      package(slug: $slug) {
        id
        draft {
          id
          findingFolders
          findings(
            sort: IMPACT, severity: $severity, codes: $codes, folder: $folder, isNew: $isNew, blocking: $blocking
            ignored: $ignored, first: $first, after: $after, last: $last, before: $before
          ) {
            totalCount
            pageInfo {
              ...PageInfoFields
            }
            nodes {
              cause
              ...FindingFields
            }
          }
          ...FindingsSummaryFields
          ...NoFindingsFields
        }
      }
    }
  `,
  [PageInfoFields, FindingFields, FindingsSummaryFields, NoFindingsFields],
)

/**
 * The findings of the draft, one card for each cause, those first that hurt teachers most. `version` changes when the
 * draft or what is ignored changes, and `isSyncing` while a run may still change the draft.
 */
export default function FindingsPanel({ slug, version, isSyncing }: Props) {
  const [params] = useSearchParams()
  const filter = readFilter(params)
  const pages = useCursorPages(PAGE_SIZE)
  const [{ data, error }, refetch] = useQuery({
    query: FindingsQuery,
    variables: { slug, ...filter, ...pages },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnChange(version, refetch)
  const reload = () => refetch({ requestPolicy: 'network-only' })
  const draft = data?.package?.draft
  const findings = draft?.findings
  if (!draft || !findings) return error ? <ErrorNotice error={error} retry={reload} /> : <LoadingSkeleton lines={8} />
  return (
    <Stack gap="lg">
      {isSyncing && <Notice tone="info">{t('findings.checking')}</Notice>}
      <ErrorNotice error={error} retry={reload} />
      <FindingsSummary slug={slug} draft={draft} />
      <FilterBar folders={draft.findingFolders} />
      <Group justify="space-between" gap="sm" mih={30}>
        <Text c="dimmed" role="status">
          {t('findings.count', { count: findings.totalCount })}
        </Text>
        <ExportButton slug={slug} />
      </Group>
      {findings.nodes.length === 0 && <NoFindings draft={draft} />}
      <ul className={classes.findings} aria-label={t('findings.list')}>
        {findings.nodes.map(finding => (
          <li key={finding.cause}>
            <FindingCard slug={slug} finding={finding} onChanged={reload} />
          </li>
        ))}
      </ul>
      <CursorPager pageInfo={findings.pageInfo} label={t('findings.pages')} />
    </Stack>
  )
}

type Props = { slug: string; version: string; isSyncing: boolean }
