import { proxyActivities } from '@temporalio/workflow'
import type { SyncActivities } from './activities.ts'

const { pollPackages } = proxyActivities<SyncActivities>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '5s',
  retry: { maximumAttempts: 3 },
})

/**
 * Synchronizes the packages whose Dropbox folders changed and have been idle since, for as long as each package sets. A
 * Temporal schedule starts this workflow.
 */
export async function autoSync(): Promise<void> {
  await pollPackages()
}
