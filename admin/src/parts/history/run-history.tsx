import { Text } from '@mantine/core'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { Pager, usePages } from '../pager.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import { outcomeCounts, outcomeLabel, outcomeTone } from '../sync/sync-labels.ts'
import { Figures } from '../sync/sync-progress.tsx'
import { SyncRunFields } from '../sync/sync-run.ts'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import classes from './run-history.module.css'

const RunsQuery = graphql(
  `
    query Runs($slug: String!, $first: Int!, $after: String) {
      package(slug: $slug) {
        id
        syncRuns(first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            id
            ...SyncRunFields
          }
        }
      }
    }
  `,
  [SyncRunFields],
)

/** The synchronizations of a package, newest first: outcome and figures. */
export default function RunHistory({ slug, version }: { slug: string; version: string }) {
  const pages = usePages(10)
  const variables = { slug, first: pages.size, after: pages.after }
  const [{ data, error }, reexecuteQuery] = useQuery({
    query: RunsQuery,
    variables,
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnChange(version, reexecuteQuery)
  const runs = data?.package?.syncRuns
  return (
    <section aria-label={t('history.syncHistory')}>
      <ErrorNotice error={error} />
      <ul className={classes.list}>
        {runs?.nodes.map(run => (
          <li key={run.id}>
            <div className={classes.header}>
              <Status tone={outcomeTone(run)}>{outcomeLabel(run.status)}</Status>
              <Text size="sm" c="dimmed">
                <RelativeTime at={run.startedAt} />
              </Text>
            </div>
            <Figures figures={[...outcomeCounts(run), run.startedBy.name]} />
            {run.error && <p className={classes.text}>{run.error.message}</p>}
          </li>
        ))}
      </ul>
      {runs && <Pager pages={pages} pageInfo={runs.pageInfo} total={runs.totalCount} label={t('history.syncPages')} />}
    </section>
  )
}
