import { Title } from '@mantine/core'
import { useId } from 'react'
import type { ScheduledDeployment } from '../../schedule/scheduled-deployment.ts'
import { ScheduleItem } from './schedule-item.tsx'
import classes from './schedule-list.module.css'

/** Scheduled deployments along a line of time. */
export function ScheduleList({ title, schedules, timeZone }: Props) {
  const id = useId()
  return (
    <section className={classes.section} aria-labelledby={id}>
      <Title order={2} id={id}>
        {title}
      </Title>
      <ol className={classes.timeline}>
        {schedules.map(schedule => (
          <li key={schedule.id}>
            <ScheduleItem schedule={schedule} timeZone={timeZone} />
          </li>
        ))}
      </ol>
    </section>
  )
}

type Props = { title: string; schedules: readonly ScheduledDeployment[]; timeZone: string | null }
