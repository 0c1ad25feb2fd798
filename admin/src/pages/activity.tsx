import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { ClockIcon } from '../theme/icons.tsx'
import { AuditEventFields } from '../parts/activity/audit-event.ts'
import { EventList } from '../parts/activity/event-list.tsx'
import { OlderNewer, useOlderPages } from '../parts/activity/older-newer.tsx'
import { useOnTabVisible } from '../parts/activity/use-on-tab-visible.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'

const ActivityQuery = graphql(
  `
    query Activity($before: String) {
      auditLog(last: 50, before: $before) {
        pageInfo {
          hasPreviousPage
          startCursor
        }
        nodes {
          id
          ...AuditEventFields
        }
      }
    }
  `,
  [AuditEventFields],
)

/** Who did what, and when: the audit log, newest first, fifty at a time. */
export default function ActivityPage() {
  const pages = useOlderPages()
  const [{ data, error }, reexecuteQuery] = useQuery({
    query: ActivityQuery,
    variables: { before: pages.before },
    requestPolicy: 'cache-and-network',
  })
  useOnTabVisible(() => reexecuteQuery({ requestPolicy: 'network-only' }))
  const log = data?.auditLog
  return (
    <>
      <PageTitle>Activity</PageTitle>
      <ErrorNotice error={error} retry={() => reexecuteQuery({ requestPolicy: 'network-only' })} />
      {!log && !error && <LoadingSkeleton lines={6} />}
      {log && <EventList events={log.nodes.toReversed()} />}
      {log?.nodes.length === 0 && (
        <EmptyState icon={<ClockIcon />} title="Nothing has happened yet" order={2}>
          Whatever anybody does with the packages is listed here: who, what and when.
        </EmptyState>
      )}
      {log && <OlderNewer pages={pages} info={log.pageInfo} />}
    </>
  )
}
