import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client'
import { taskQueue } from '../contract.ts'

/**
 * Has the removal run each night at three (UTC), never two at once; a night that Temporal slept through is made up for. Each worker says so
 * when it starts; the schedule is there once.
 */
export async function ensureCleanupSchedule(temporal: Client): Promise<void> {
  try {
    await temporal.schedule.create({
      scheduleId: 'cleanup',
      spec: { cronExpressions: ['0 3 * * *'], timezone: 'UTC', jitter: '20m' },
      action: { type: 'startWorkflow', workflowType: 'cleanup', taskQueue },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
    })
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
  }
}
