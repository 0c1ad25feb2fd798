import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client'
import { taskQueue } from '../contract.ts'

/** The schedules that run every 30 seconds: each id and the workflow that it starts. */
const schedules = { reconcile: 'reconcile', 'auto-sync': 'autoSync' }

/**
 * Creates the schedules, without overlapping runs. Every worker calls this when it starts. An existing schedule stays
 * as it is.
 */
export async function ensureSchedules(temporal: Client): Promise<void> {
  for (const [scheduleId, workflowType] of Object.entries(schedules))
    await ensureSchedule(temporal, scheduleId, workflowType)
}

async function ensureSchedule(temporal: Client, scheduleId: string, workflowType: string): Promise<void> {
  try {
    await temporal.schedule.create({
      scheduleId,
      spec: { intervals: [{ every: '30s' }] },
      action: { type: 'startWorkflow', workflowType, taskQueue },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1m' },
    })
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
  }
}
