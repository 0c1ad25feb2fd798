import { Text } from '@mantine/core'
import { useQuery } from 'urql'
import { PageInfoFields } from '../../graphql/page-info.ts'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { CursorPager, useCursorPages } from '../cursor-pager.tsx'
import { DataTable } from '../data-table.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { Status } from '../status.tsx'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import type { Verification } from './verification.ts'
import { differenceCounts, verifiedLabel } from './verification-labels.ts'

const DiscrepanciesQuery = graphql(
  `
    query Discrepancies($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
      node(id: $id) {
        __typename
        id
        ... on VerificationRun {
          discrepancies(first: $first, after: $after, last: $last, before: $before) {
            totalCount
            pageInfo {
              ...PageInfoFields
            }
            nodes {
              store
              kind
              path
              message
              repaired
            }
          }
        }
      }
    }
  `,
  [PageInfoFields],
)

/** The differences that a verification found, by path, each with what it means and whether it was repaired. */
export default function Discrepancies({ run }: { run: Verification }) {
  const [{ data, error }, refetch] = useQuery({
    query: DiscrepanciesQuery,
    variables: { id: run.id, ...useCursorPages(50, 'differences') },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnChange(JSON.stringify([differenceCounts(run), run.finishedAt]), refetch)
  const discrepancies = data?.node?.__typename === 'VerificationRun' ? data.node.discrepancies : null
  const label = t('verify.differences', { what: verifiedLabel(run) })
  const rows = (discrepancies?.nodes ?? []).map(one => ({ ...one, id: `${one.store} ${one.kind} ${one.path}` }))
  return (
    <section aria-label={label}>
      <ErrorNotice error={error} />
      {!discrepancies && !error && <LoadingSkeleton />}
      {rows.length > 0 && (
        <DataTable
          label={label}
          rows={rows}
          columns={[
            { title: t('verify.file'), cell: ({ path }) => <code>{path}</code> },
            {
              title: t('verify.difference'),
              cell: ({ kind, store, message }) => (
                <>
                  {t('verify.where', { kind: t('verify.kind', { kind }), store })}
                  <Text size="sm" c="dimmed">
                    {message}
                  </Text>
                </>
              ),
            },
            {
              title: t('verify.result'),
              cell: ({ repaired }) => repaired && <Status tone="done">{t('verify.fixed')}</Status>,
            },
          ]}
        />
      )}
      {discrepancies && (
        <CursorPager
          pageInfo={discrepancies.pageInfo}
          total={discrepancies.totalCount}
          label={t('verify.pages')}
          list="differences"
        />
      )}
      {!run.repair && run.finishedAt && (
        <Text size="sm" c="dimmed" mt="sm">
          {t('verify.repairHint')}
        </Text>
      )}
    </section>
  )
}
