import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { AuditEventFields } from '../parts/activity/audit-event.ts'
import { EventList } from '../parts/activity/event-list.tsx'
import { OlderNewer, useOlderPages } from '../parts/activity/older-newer.tsx'
import { useOnTabVisible } from '../parts/activity/use-on-tab-visible.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { t } from '../texts/texts.ts'
import { ClockIcon } from '../theme/icons.tsx'

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

/** The audit log, newest first, 50 events a page. */
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
      <PageTitle>{t('activity.title')}</PageTitle>
      <ErrorNotice error={error} retry={() => reexecuteQuery({ requestPolicy: 'network-only' })} />
      {!log && !error && <LoadingSkeleton lines={6} />}
      {log && <EventList events={log.nodes.toReversed()} />}
      {log?.nodes.length === 0 && (
        <EmptyState icon={<ClockIcon />} title={t('activity.emptyTitle')} order={2}>
          {t('activity.empty')}
        </EmptyState>
      )}
      {log && <OlderNewer pages={pages} pageInfo={log.pageInfo} />}
    </>
  )
}
