import { Title } from '@mantine/core'
import { formatDateTime, formatTime } from '../../format/date.ts'
import { useNow } from '../relative-time.tsx'
import type { AuditEvent } from './audit-event.ts'
import { groupByDay } from './days.ts'
import classes from './event-list.module.css'

/** Audit events by day, newest first: time, actor, and summary. */
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
            <span className={classes.actor}>{event.actor.name}</span>
            <span className={classes.summary}>{event.summary}</span>
          </li>
        ))}
      </ul>
    </section>
  ))
}
