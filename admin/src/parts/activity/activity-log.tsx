import { useRef } from 'react'
import { useSearchParams } from 'react-router'
import { useQuery, useSubscription } from 'urql'
import { PageInfoFields } from '../../graphql/page-info.ts'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { ClockIcon, SearchIcon } from '../../theme/icons.tsx'
import { EmptyState } from '../empty-state.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { type AuditEvent, AuditEventFields } from './audit-event.ts'
import { EventList } from './event-list.tsx'
import type { ActivityFilter } from './filter.ts'
import { addArrived, mergeEvents } from './newest-events.ts'
import { OlderNewer } from './older-newer.tsx'

const PAGE_SIZE = 100

const ActivityQuery = graphql(
  `
    query Activity($filter: AuditFilter, $first: Int, $after: String, $last: Int, $before: String) {
      auditLog(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        pageInfo {
          ...PageInfoFields
        }
        nodes {
          id
          ...AuditEventFields
        }
      }
    }
  `,
  [PageInfoFields, AuditEventFields],
)

const EventArrived = graphql(
  `
    subscription EventArrived($filter: AuditFilter, $after: String) {
      auditEvents(filter: $filter, after: $after) {
        id
        ...AuditEventFields
      }
    }
  `,
  [AuditEventFields],
)

/**
 * The events that fit a filter, newest first, 100 a page. The newest page adds events as they happen, and older pages count
 * them. The address contains the page.
 */
export function ActivityLog({ filter }: { filter: ActivityFilter }) {
  return <Log key={JSON.stringify(filter)} filter={filter} />
}

function Log({ filter }: { filter: ActivityFilter }) {
  const [params] = useSearchParams()
  const [before, after] = [params.get('before'), params.get('after')]
  const isNewestPage = !before && !after
  const page = after ? { first: PAGE_SIZE, after } : { last: PAGE_SIZE, before }
  const [{ data, error }, refetch] = useQuery({
    query: ActivityQuery,
    variables: { filter, ...page },
    requestPolicy: 'cache-and-network',
  })
  const log = data?.auditLog
  // Continues after the first page, so that nothing between the page and the first message is missed.
  const start = useRef<string | null>(null)
  if (isNewestPage && log) start.current ??= log.pageInfo.endCursor
  const [{ data: arrived = [] }] = useSubscription(
    { query: EventArrived, variables: { filter, after: start.current }, pause: !log },
    (arrived: AuditEvent[] | undefined, { auditEvents: event }) => addArrived(arrived ?? [], event),
  )
  const ofPage = log?.nodes.toReversed() ?? []
  const events = isNewestPage ? mergeEvents(arrived, ofPage) : ofPage
  return (
    <>
      <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
      {!log && !error && <LoadingSkeleton lines={6} />}
      {!isNewestPage && <OlderNewer pageInfo={log?.pageInfo} arrivedCount={arrived.length} />}
      <EventList events={events} />
      {log && events.length === 0 && <Empty isFiltered={Object.keys(filter).length > 0} />}
      {log && <OlderNewer pageInfo={log.pageInfo} arrivedCount={0} />}
    </>
  )
}

function Empty({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered)
    return (
      <EmptyState icon={<SearchIcon />} title={t('activity.noMatchTitle')} order={2}>
        {t('activity.noMatch')}
      </EmptyState>
    )
  return (
    <EmptyState icon={<ClockIcon />} title={t('activity.emptyTitle')} order={2}>
      {t('activity.empty')}
    </EmptyState>
  )
}
