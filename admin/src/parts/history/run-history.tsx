import { Text } from '@mantine/core'
import { useQuery } from 'urql'
import { PageInfoFields } from '../../graphql/page-info.ts'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { CursorPager, useCursorPages } from '../cursor-pager.tsx'
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
    query Runs($slug: String!, $first: Int, $after: String, $last: Int, $before: String) {
      package(slug: $slug) {
        id
        syncRuns(first: $first, after: $after, last: $last, before: $before) {
          totalCount
          pageInfo {
            ...PageInfoFields
          }
          nodes {
            id
            ...SyncRunFields
          }
        }
      }
    }
  `,
  [PageInfoFields, SyncRunFields],
)

/** The synchronizations of a package, newest first: outcome and figures. */
export default function RunHistory({ slug, version }: { slug: string; version: string }) {
  const variables = { slug, ...useCursorPages(10, 'runs') }
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
      {runs && (
        <CursorPager list="runs" pageInfo={runs.pageInfo} total={runs.totalCount} label={t('history.syncPages')} />
      )}
    </section>
  )
}
