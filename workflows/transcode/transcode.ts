import { condition, continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import { wakeSignal } from '../contract.ts'
import type { TranscodeActivities } from './activities.ts'

const { advanceTranscode } = proxyActivities<TranscodeActivities>({
  startToCloseTimeout: '1h',
  heartbeatTimeout: '5s',
  retry: { initialInterval: '200ms', maximumInterval: '30s' },
})
/** How long it waits without a wake. Events may be lost. */
const recheckInterval = '30s'

/**
 * Waits until every expected video has arrived, then has each encoded: `transcode/<package>`. It compares rows and
 * never counts events.
 */
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
