import { proxyActivities } from '@temporalio/workflow'
import type { Activities } from '../worker/activities.ts'

const { pollPackages } = proxyActivities<Activities>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '5s',
  retry: { maximumAttempts: 3 },
})

/** Synchronises the packages whose Dropbox folders changed and have been quiet since, for as long as each wishes. A Temporal schedule starts it. */
export async function autoSync(): Promise<void> {
  await pollPackages()
}
