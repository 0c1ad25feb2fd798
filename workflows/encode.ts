import { condition, continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import type { Activities } from './activities/create.ts'
import { jobQueue, wakeSignal } from './contract.ts'

const { advanceEncoding } = proxyActivities<Activities>({
  taskQueue: jobQueue,
  startToCloseTimeout: '15m',
  heartbeatTimeout: '5s',
  retry: { initialInterval: '500ms', maximumInterval: '1m' },
})
/** An event or the watch over all jobs wakes it long before; should both be lost, it looks by itself after this long. */
const lookAgainAfter = '5m'

/** Makes one content hash into HLS once, whoever wishes it: `encode/<content hash>/<profile>`. */
export async function encode(key: { contentHash: string; profile: string }): Promise<void> {
  let woken = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (;;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof encode>(key)
    woken = false
    const { finished } = await advanceEncoding({ contentHash: key.contentHash, profile: key.profile })
    if (finished && !woken) return
    if (!finished) await condition(() => woken, lookAgainAfter)
  }
}
