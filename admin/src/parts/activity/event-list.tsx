import { Title } from '@mantine/core'
import { exactly, timeOfDay } from '../../text/moment.ts'
import { useNow } from '../moment.tsx'
import type { AuditEvent } from './audit-event.ts'
import { byDay } from './days.ts'
import classes from './event-list.module.css'

/** What happened, newest first, under the days that it happened on: when, who, what. */
export function EventList({ events }: { events: readonly AuditEvent[] }) {
  const now = useNow()
  return byDay(events, now).map(({ day, events: ofDay }) => (
    <section key={`${day} ${ofDay[0]?.id}`} className={classes.day} aria-label={day}>
      <Title order={2}>{day}</Title>
      <ul className={classes.events}>
        {ofDay.map(event => (
          <li key={event.id}>
            <time dateTime={event.at} title={exactly(new Date(event.at))}>
              {timeOfDay(new Date(event.at))}
            </time>
            <span className={classes.who}>{event.actor.name}</span>
            <span className={classes.what}>{event.summary}</span>
          </li>
        ))}
      </ul>
    </section>
  ))
}
