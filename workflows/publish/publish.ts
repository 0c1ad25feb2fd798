import { condition, continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import { wakeSignal } from '../contract.ts'
import { refusalProblem } from '../failure-problem.ts'
import type { PublishActivities } from './activities.ts'

const retry = { initialInterval: '200ms', maximumInterval: '20s' }
/** How long it takes to notice a killed worker. */
const heartbeatTimeout = '5s'
const activities = proxyActivities<PublishActivities>({ startToCloseTimeout: '10m', heartbeatTimeout, retry })
const { copyRelease } = proxyActivities<PublishActivities>({
  startToCloseTimeout: '6h',
  heartbeatTimeout,
  retry: { ...retry, maximumAttempts: 30 },
})
/** How long it waits without a wake. Wakes may be lost. */
const recheckInterval = '30s'

/**
 * Processes a package's open publications in their order: `publish/<package>`. Copies one at a time. Meanwhile, those
 * that are copied and wait for videos advance, and canceled ones end.
 */
export async function publish({ packageId }: { packageId: string }): Promise<void> {
  let woken = false
  let isCopying = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (;;) {
    if (!isCopying && workflowInfo().continueAsNewSuggested) await continueAsNew<typeof publish>({ packageId })
    woken = false
    const step = await activities.advancePublication({ packageId, isCopying })
    if (step.publicationToCopy !== null && !isCopying) void copyOrFail(step.publicationToCopy)
    if (isCopying || step.isWaiting) await condition(() => woken, recheckInterval)
    else if (!woken) return
  }

  async function copyOrFail(publicationId: string): Promise<void> {
    isCopying = true
    try {
      await copyRelease(publicationId)
    } catch (error) {
      await activities.failPublication({ publicationId, refusal: refusalProblem(error) })
    } finally {
      isCopying = false
      woken = true
    }
  }
}
