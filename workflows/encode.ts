import { condition, continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import type { Activities } from './activities/create.ts'
import { wakeSignal } from './contract.ts'

const { advanceEncoding } = proxyActivities<Activities>({
  startToCloseTimeout: '15m',
  heartbeatTimeout: '5s',
  retry: { initialInterval: '500ms', maximumInterval: '1m' },
})
/** Where no event comes it asks: first after this long, then at most this rarely, in milliseconds. */
const askFirst = 5_000
const askAtMost = 60_000

/** Makes one content hash into HLS once, whoever wishes it: `encode/<content hash>/<profile>`. A job's event or the timer, whichever comes first. */
export async function encode(key: { contentHash: string; profile: string }): Promise<void> {
  let woken = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (let wait = askFirst; ; wait = woken ? askFirst : Math.min(wait * 1.5, askAtMost)) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof encode>(key)
    woken = false
    const { finished } = await advanceEncoding({ contentHash: key.contentHash, profile: key.profile })
    if (finished && !woken) return
    if (!finished) await condition(() => woken, wait)
  }
}
