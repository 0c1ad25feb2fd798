import { Title } from '@mantine/core'
import { formatDateTime, formatTime } from '../../format/date.ts'
import { useNow } from '../relative-time.tsx'
import type { AuditEvent } from './audit-event.ts'
import { groupByDay } from './days.ts'
import classes from './event-list.module.css'

/** What happened, newest first, under the days that it happened on: when, who, what. */
export function EventList({ events }: { events: readonly AuditEvent[] }) {
  const now = useNow()
  return groupByDay(events, now).map(({ day, events: dayEvents }) => (
    <section key={`${day} ${dayEvents[0]?.id}`} className={classes.day} aria-label={day}>
      <Title order={2}>{day}</Title>
      <ul className={classes.events}>
        {dayEvents.map(event => (
          <li key={event.id}>
            <time dateTime={event.at} title={formatDateTime(new Date(event.at))}>
              {formatTime(new Date(event.at))}
            </time>
            <span className={classes.who}>{event.actor.name}</span>
            <span className={classes.what}>{event.summary}</span>
          </li>
        ))}
      </ul>
    </section>
  ))
}
