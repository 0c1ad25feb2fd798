import { condition, continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import type { Activities } from '../worker/activities.ts'
import { wakeSignal } from '../contract.ts'

const retry = { initialInterval: '200ms', maximumInterval: '20s' }
/** A worker that was killed is noticed after this long. */
const heartbeatTimeout = '5s'
const activities = proxyActivities<Activities>({ startToCloseTimeout: '10m', heartbeatTimeout, retry })
const { copyRelease } = proxyActivities<Activities>({
  startToCloseTimeout: '6h',
  heartbeatTimeout,
  retry: { ...retry, maximumAttempts: 30 },
})
/** Wake-ups may be lost: it looks by itself after this long. */
const recheckInterval = '30s'

/**
 * Works off a package's open publications in their order: `publish/<package>`. One copies at a time; meanwhile those that are copied and
 * wait for videos go on, and whoever is canceled ends.
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
    } catch {
      await activities.failPublication(publicationId)
    } finally {
      isCopying = false
      woken = true
    }
  }
}
