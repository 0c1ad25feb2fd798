import { proxyActivities } from '@temporalio/workflow'
import type { ReconcileActivities } from './activities.ts'

const { wakeOpenRows } = proxyActivities<ReconcileActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '5s',
  retry: { maximumAttempts: 3 },
})

/** Wakes the workflows of open rows that nothing works on. A Temporal schedule starts this workflow. */
export async function reconcile(): Promise<void> {
  await wakeOpenRows()
}
