import { proxyActivities } from '@temporalio/workflow'
import type { TranscodeActivities } from './activities.ts'

const { sendBudgetAlerts } = proxyActivities<TranscodeActivities>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '5s',
  retry: { maximumAttempts: 3 },
})

/** Mails people who may change the budget when a part of it is reached. A Temporal schedule starts this workflow. */
export async function budgetAlerts(): Promise<void> {
  await sendBudgetAlerts()
}
