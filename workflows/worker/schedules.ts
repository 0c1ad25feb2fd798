import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client'
import { taskQueue } from '../contract.ts'

/** What runs every half minute: each schedule's id, and the workflow that it starts. */
const schedules = { reconcile: 'reconcile', 'auto-sync': 'autoSync' }

/** Has each of them run, never two of one at once. Each worker says so when it starts; a schedule is there once. */
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
