import { condition, continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import type { Activities } from './activities/create.ts'
import { wakeSignal } from './contract.ts'

const retry = { initialInterval: '200ms', maximumInterval: '20s' }
/** A worker that was killed is noticed after this long. */
const heartbeatTimeout = '5s'
const rows = proxyActivities<Activities>({ startToCloseTimeout: '10m', heartbeatTimeout, retry })
const { copyRelease } = proxyActivities<Activities>({
  startToCloseTimeout: '6h',
  heartbeatTimeout,
  retry: { ...retry, maximumAttempts: 30 },
})
/** Wake-ups may be lost: it looks by itself after this long. */
const lookAgainAfter = '30s'

/**
 * Works off a package's open publications in their order: `publish/<package>`. One copies at a time; meanwhile those that are copied and
 * wait for videos go on, and whoever is canceled ends.
 */
export async function publish({ packageId }: { packageId: string }): Promise<void> {
  let woken = false
  let copying = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (;;) {
    if (!copying && workflowInfo().continueAsNewSuggested) await continueAsNew<typeof publish>({ packageId })
    woken = false
    const step = await rows.advancePublication({ packageId, copying })
    if (step.copy !== null && !copying) void copyOrFail(step.copy)
    if (copying || step.waiting) await condition(() => woken, lookAgainAfter)
    else if (!woken) return
  }

  async function copyOrFail(publicationId: string): Promise<void> {
    copying = true
    try {
      await copyRelease(publicationId)
    } catch {
      await rows.failPublication(publicationId)
    } finally {
      copying = false
      woken = true
    }
  }
}
