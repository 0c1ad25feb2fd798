import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client'
import { taskQueue } from '../contract.ts'

/**
 * Creates the schedule that runs the cleanup each night at 3:00 UTC, without overlapping runs. A night that Temporal
 * missed is made up for. Every worker calls this when it starts. An existing schedule stays as it is.
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
