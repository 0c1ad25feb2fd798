import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow'
import type { Activities } from '../worker/activities.ts'
import { wakeSignal } from '../contract.ts'

const { pollJobs } = proxyActivities<Activities>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '5s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
})
/** However often it is woken, it asks no more often than this, in milliseconds. */
const minIntervalMs = 2_000
/** Where nothing wakes it, it asks again after this long, and then more and more rarely up to this. */
const initialIntervalMs = 5_000
const maxIntervalMs = 60_000

/** Watches all open jobs of MediaConvert together, by lists: `jobs`. A job's news wakes it, or its timer; it ends with the last job. */
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
