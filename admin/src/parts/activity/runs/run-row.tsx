import { Link } from 'react-router'
import { t } from '../../../texts/texts.ts'
import { useAddress } from '../../address.ts'
import type { AuditEvent } from '../audit-event.ts'
import { EventRow } from '../event-row.tsx'
import { RowLine } from '../row-line.tsx'
import { subjectLink } from '../subject-link.ts'
import type { Run } from './group-runs.ts'
import classes from './run-row.module.css'
import { runSummary } from './run-summary.ts'

/** One line for all events of a run, which opens to show them. The address contains the open run (`?run=`). */
export function RunRow({ run }: { run: Run<AuditEvent> }) {
  const { params, change } = useAddress()
  if (run.events.length === 1) return <EventRow event={run.events[0]!} />
  const isOpen = params.get('run') === run.key
  const { event, actor, figures } = runSummary(run)
  const link = subjectLink(event)
  const { summary } = event
  return (
    <li data-open={isOpen || undefined}>
      <RowLine
        at={run.at}
        actor={actor}
        isOpen={isOpen}
        toggleLabel={t('activity.runEvents', { count: run.events.length })}
        toggleName={t('activity.runEventsOf', { count: run.events.length, summary })}
        onToggle={() => change({ run: isOpen ? null : run.key, event: null }, { replace: true, keepsPage: true })}
      >
        {link ? <Link to={link}>{summary}</Link> : summary}
        {figures.length > 0 && <span className={classes.figures}>{figures.join(' · ')}</span>}
      </RowLine>
      {isOpen && (
        <ul className={classes.events} aria-label={t('activity.runEventsOf', { count: run.events.length, summary })}>
          {run.events.map(event => (
            <EventRow key={event.id} event={event} showsSeconds />
          ))}
        </ul>
      )}
    </li>
  )
}
