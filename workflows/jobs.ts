import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow'
import type { Activities } from './activities/create.ts'
import { wakeSignal } from './contract.ts'

const { pollJobs } = proxyActivities<Activities>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '5s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
})
/** However often it is woken, it asks no more often than this, in milliseconds. */
const atMostEach = 2_000
/** Where nothing wakes it, it asks again after this long, and then more and more rarely up to this. */
const askFirst = 5_000
const askAtLeastEach = 60_000

/** Watches all open jobs of MediaConvert together, by lists: `jobs`. A job's news wakes it, or its timer; it ends with the last job. */
export async function jobs(): Promise<void> {
  let woken = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (let wait = askFirst; ; ) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof jobs>()
    woken = false
    const { open, moved } = await pollJobs()
    if (open === 0 && !woken) return
    await sleep(atMostEach)
    if (!woken) await condition(() => woken, wait)
    wait = woken || moved ? askFirst : Math.min(wait * 1.5, askAtLeastEach)
  }
}
