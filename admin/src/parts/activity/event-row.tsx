import { lazy, Suspense } from 'react'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { useAddress } from '../address.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import type { AuditEvent } from './audit-event.ts'
import classes from './event-list.module.css'
import { RowLine } from './row-line.tsx'
import { subjectLink } from './subject-link.ts'

const EventDetails = lazy(() => import('./event-details.tsx'))

/** One audit event, which opens to show its details. The address contains the open event (`?event=`). */
export function EventRow({ event, showsSeconds = false }: { event: AuditEvent; showsSeconds?: boolean }) {
  const { id, at, actor, summary } = event
  const { params, change } = useAddress()
  const isOpen = params.get('event') === id
  const link = subjectLink(event)
  return (
    <li data-open={isOpen || undefined}>
      <RowLine
        at={at}
        actor={actor}
        showsSeconds={showsSeconds}
        isOpen={isOpen}
        toggleName={t('activity.details', { summary })}
        onToggle={() => change({ event: isOpen ? null : id }, { replace: true, keepsPage: true })}
      >
        {link ? <Link to={link}>{summary}</Link> : summary}
      </RowLine>
      {isOpen && (
        <div className={classes.details}>
          <Suspense fallback={<LoadingSkeleton lines={4} />}>
            <EventDetails event={event} />
          </Suspense>
        </div>
      )}
    </li>
  )
}
