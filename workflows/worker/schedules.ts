import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client'
import { taskQueue } from '../contract.ts'

/** Each schedule's id with the workflow that it starts, how often, and how late a missed start is made up for. */
const schedules = {
  reconcile: { workflowType: 'reconcile', every: '30s', catchupWindow: '1m' },
  'auto-sync': { workflowType: 'autoSync', every: '30s', catchupWindow: '1m' },
  'budget-alerts': { workflowType: 'budgetAlerts', every: '30s', catchupWindow: '1m' },
  'audit-log': { workflowType: 'keepAuditLog', every: '1d', catchupWindow: '1d' },
} as const

/**
 * Creates the schedules, without overlapping runs. Every worker calls this when it starts. An existing schedule stays
 * as it is.
 */
export async function ensureSchedules(temporal: Client): Promise<void> {
  for (const [scheduleId, schedule] of Object.entries(schedules)) await ensureSchedule(temporal, scheduleId, schedule)
}

type Schedule = (typeof schedules)[keyof typeof schedules]

async function ensureSchedule(
  temporal: Client,
  scheduleId: string,
  { workflowType, every, catchupWindow }: Schedule,
): Promise<void> {
  try {
    await temporal.schedule.create({
      scheduleId,
      spec: { intervals: [{ every }] },
      action: { type: 'startWorkflow', workflowType, taskQueue },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow },
    })
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
  }
}
