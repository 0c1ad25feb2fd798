import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { ClockIcon } from '../look/icons.tsx'
import { AuditEventFields } from '../parts/activity/audit-event.ts'
import { EventList } from '../parts/activity/event-list.tsx'
import { OlderNewer, useOlderPages } from '../parts/activity/older-newer.tsx'
import { useReturn } from '../parts/activity/use-return.ts'
import { Empty } from '../parts/empty.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { TroubleNote } from '../parts/problem/trouble-note.tsx'
import { Waiting } from '../parts/waiting.tsx'

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
  const [{ data, error }, ask] = useQuery({
    query: ActivityQuery,
    variables: { before: pages.before },
    requestPolicy: 'cache-and-network',
  })
  useReturn(() => ask({ requestPolicy: 'network-only' }))
  const log = data?.auditLog
  return (
    <>
      <PageTitle>Activity</PageTitle>
      <TroubleNote error={error} retry={() => ask({ requestPolicy: 'network-only' })} />
      {!log && !error && <Waiting lines={6} />}
      {log && <EventList events={log.nodes.toReversed()} />}
      {log?.nodes.length === 0 && (
        <Empty icon={<ClockIcon />} title="Nothing has happened yet" order={2}>
          Whatever anybody does with the packages is listed here: who, what and when.
        </Empty>
      )}
      {log && <OlderNewer pages={pages} info={log.pageInfo} />}
    </>
  )
}
