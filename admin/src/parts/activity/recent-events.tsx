import { Text } from '@mantine/core'
import { Link } from 'react-router'
import { useQuery, useSubscription } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import { AuditEventFields } from './audit-event.ts'
import classes from './recent-events.module.css'
import { subjectLink } from './subject-link.ts'

const RecentEventsQuery = graphql(
  `
    query RecentEvents($slug: String!) {
      auditLog(filter: { package: $slug }, last: 5) {
        nodes {
          id
          ...AuditEventFields
        }
      }
    }
  `,
  [AuditEventFields],
)

const PackageEvent = graphql(`
  subscription PackageEvent($slug: String!) {
    auditEvents(filter: { package: $slug }) {
      id
    }
  }
`)

/** The five newest events of a package, newest first. */
export default function RecentEvents({ slug }: { slug: string }) {
  const variables = { slug }
  const [{ data, error }, refetch] = useQuery({
    query: RecentEventsQuery,
    variables,
    requestPolicy: 'cache-and-network',
  })
  const [{ data: arrived }] = useSubscription({ query: PackageEvent, variables })
  useRefetchOnChange(arrived?.auditEvents.id ?? '', refetch)
  const events = data?.auditLog?.nodes.toReversed() ?? []
  return (
    <>
      <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
      {data && events.length === 0 && <Text c="dimmed">{t('overview.noChanges')}</Text>}
      <ul className={classes.events}>
        {events.map(event => {
          const link = subjectLink(event)
          return (
            <li key={event.id}>
              <span>{link ? <Link to={link}>{event.summary}</Link> : event.summary}</span>
              <Text size="sm" c="dimmed" component="span">
                {event.actor.kind === 'SYSTEM' ? t('activity.system') : event.actor.name} ·{' '}
                <RelativeTime at={event.at} />
              </Text>
            </li>
          )
        })}
      </ul>
    </>
  )
}
