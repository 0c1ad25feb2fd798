import { condition, continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import type { Activities } from '../worker/activities.ts'
import { wakeSignal } from '../contract.ts'

const { advanceTranscode } = proxyActivities<Activities>({
  startToCloseTimeout: '1h',
  heartbeatTimeout: '5s',
  retry: { initialInterval: '200ms', maximumInterval: '30s' },
})
/** Events may be lost: it looks by itself after this long. */
const recheckInterval = '30s'

/** Waits until every expected video is there, then has each turned into a stream: `transcode/<package>`. It compares, it never counts events. */
export async function transcode({ packageId }: { packageId: string }): Promise<void> {
  let woken = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (;;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof transcode>({ packageId })
    woken = false
    const { finished } = await advanceTranscode(packageId)
    if (finished && !woken) return
    if (!finished) await condition(() => woken, recheckInterval)
  }
}
