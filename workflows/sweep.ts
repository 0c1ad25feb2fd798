import { proxyActivities } from '@temporalio/workflow'
import type { Activities } from './worker/activities.ts'

const { wakeOpenRows } = proxyActivities<Activities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '5s',
  retry: { maximumAttempts: 3 },
})

/** Finds open rows that nobody works on, and wakes their workflows. A Temporal schedule starts it. */
export async function reconcile(): Promise<void> {
  await wakeOpenRows()
}
