import { Title } from '@mantine/core'
import { useNow } from '../relative-time.tsx'
import type { AuditEvent } from './audit-event.ts'
import { groupByDay } from './days.ts'
import classes from './event-list.module.css'
import { groupRuns } from './runs/group-runs.ts'
import { RunRow } from './runs/run-row.tsx'

/** Audit events by day and by run, newest first. A run stands at its newest event. */
export function EventList({ events }: { events: readonly AuditEvent[] }) {
  const now = useNow()
  return groupByDay(groupRuns(events), now).map(({ day, events: runs }) => (
    <section key={day} className={classes.day} aria-label={day}>
      <Title order={2}>{day}</Title>
      <ul className={classes.events}>
        {runs.map(run => (
          <RunRow key={run.key} run={run} />
        ))}
      </ul>
    </section>
  ))
}
