import { condition, continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import { wakeSignal } from '../contract.ts'
import { refusalProblem } from '../failure-problem.ts'
import type { TranscodeActivities } from './activities.ts'

const { advanceTranscode } = proxyActivities<TranscodeActivities>({
  startToCloseTimeout: '1h',
  heartbeatTimeout: '5s',
  retry: { initialInterval: '200ms', maximumInterval: '30s' },
})
const { failTranscode } = proxyActivities<TranscodeActivities>({
  startToCloseTimeout: '1m',
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
    const { finished } = await advanceOrFail(packageId)
    if (finished && !woken) return
    if (!finished) await condition(() => woken, recheckInterval)
  }
}

/** Advances the transcode. Ends it if a service refuses that for good. */
async function advanceOrFail(packageId: string): Promise<{ finished: boolean }> {
  try {
    return await advanceTranscode(packageId)
  } catch (error) {
    const refusal = refusalProblem(error)
    if (!refusal) throw error
    await failTranscode({ packageId, refusal })
    return { finished: true }
  }
}
