import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow'
import { wakeSignal } from '../contract.ts'
import type { TranscodeActivities } from './activities.ts'

const { pollJobs } = proxyActivities<TranscodeActivities>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '5s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
})
/** The minimum time between two polls, however often it is woken, in milliseconds. */
const minIntervalMs = 2_000
/** Without a wake, the time to the next poll, which grows up to the maximum, in milliseconds. */
const initialIntervalMs = 5_000
const maxIntervalMs = 60_000

/**
 * Watches all open MediaConvert jobs together, with list calls: `watch-jobs`. A job's event or a timer wakes it. It
 * ends with the last job.
 */
export async function watchJobs(): Promise<void> {
  let woken = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (let waitMs = initialIntervalMs; ; ) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof watchJobs>()
    woken = false
    const { openJobs, hasProgress } = await pollJobs()
    if (openJobs === 0 && !woken) return
    await sleep(minIntervalMs)
    if (!woken) await condition(() => woken, waitMs)
    waitMs = woken || hasProgress ? initialIntervalMs : Math.min(waitMs * 1.5, maxIntervalMs)
  }
}
