import { Title, UnstyledButton } from '@mantine/core'
import { Link } from 'react-router'
import { formatDateTime, formatTime } from '../../format/date.ts'
import { t } from '../../texts/texts.ts'
import { ChevronIcon } from '../../theme/icons.tsx'
import { useAddress } from '../address.ts'
import { useNow } from '../relative-time.tsx'
import type { AuditEvent } from './audit-event.ts'
import { groupByDay } from './days.ts'
import { EventDetails } from './event-details.tsx'
import classes from './event-list.module.css'
import { subjectLink } from './subject-link.ts'

/** Audit events by day, newest first. The address contains the event whose details are open (`?event=`). */
export function EventList({ events }: { events: readonly AuditEvent[] }) {
  const now = useNow()
  return groupByDay(events, now).map(({ day, events: dayEvents }) => (
    <section key={`${day} ${dayEvents[0]?.id}`} className={classes.day} aria-label={day}>
      <Title order={2}>{day}</Title>
      <ul className={classes.events}>
        {dayEvents.map(event => (
          <EventRow key={event.id} event={event} />
        ))}
      </ul>
    </section>
  ))
}

function EventRow({ event }: { event: AuditEvent }) {
  const { id, at, actor, summary } = event
  const { params, change } = useAddress()
  const isOpen = params.get('event') === id
  const link = subjectLink(event)
  const toggle = () => change({ event: isOpen ? null : id }, { replace: true, keepsPage: true })
  return (
    <li data-open={isOpen || undefined}>
      <div className={classes.row}>
        <time dateTime={at} title={formatDateTime(new Date(at))}>
          {formatTime(new Date(at))}
        </time>
        <span className={classes.actor}>{actor.kind === 'SYSTEM' ? t('activity.system') : actor.name}</span>
        <span className={classes.summary}>{link ? <Link to={link}>{summary}</Link> : summary}</span>
        <UnstyledButton
          className={classes.toggle}
          aria-expanded={isOpen}
          aria-label={t('activity.details', { summary })}
          title={t('activity.showDetails')}
          onClick={toggle}
        >
          <ChevronIcon />
        </UnstyledButton>
      </div>
      {isOpen && (
        <div className={classes.details}>
          <EventDetails event={event} />
        </div>
      )}
    </li>
  )
}
