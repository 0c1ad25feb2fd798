import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client'
import { taskQueue } from './contract.ts'

/** Has the sweep run every half minute, never two at once. Each worker says so when it starts; the schedule is there once. */
export async function ensureSweep(temporal: Client): Promise<void> {
  try {
    await temporal.schedule.create({
      scheduleId: 'sweep',
      spec: { intervals: [{ every: '30s' }] },
      action: { type: 'startWorkflow', workflowType: 'sweep', taskQueue },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1m' },
    })
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
  }
}
