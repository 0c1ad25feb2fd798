import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow'
import type { Activities } from './activities/create.ts'
import { wakeSignal } from './contract.ts'

const retry = { initialInterval: '200ms', maximumInterval: '20s' }
const rows = proxyActivities<Activities>({ startToCloseTimeout: '10m', retry })
const { copyRelease } = proxyActivities<Activities>({
  startToCloseTimeout: '6h',
  heartbeatTimeout: '5s',
  retry: { ...retry, maximumAttempts: 30 },
})
/** Wake-ups may be lost: it looks by itself after this long. */
const lookAgainAfter = '30s'

/** Works off a package's open publications in their order: copies one after the other, waits for videos, moves pointers: `publish/<package>`. */
export async function publish({ packageId }: { packageId: string }): Promise<void> {
  let woken = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (;;) {
    woken = false
    const step = await rows.advancePublication(packageId)
    if (step.copy !== null) await copyOrFail(step.copy)
    else if (step.waiting) await condition(() => woken, lookAgainAfter)
    else if (!woken) return
  }
}

async function copyOrFail(publicationId: string): Promise<void> {
  try {
    await copyRelease(publicationId)
  } catch {
    await rows.failPublication(publicationId)
  }
}
