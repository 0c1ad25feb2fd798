import { continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import type { Activities } from './activities/create.ts'
import { wakeSignal } from './contract.ts'
import { problemOf } from './failure-problem.ts'

const retry = { initialInterval: '200ms', maximumInterval: '20s' }
/** A worker that was killed is noticed after this long. */
const heartbeatTimeout = '5s'
const rows = proxyActivities<Activities>({ startToCloseTimeout: '10m', heartbeatTimeout, retry })
const { inspect: compare } = proxyActivities<Activities>({
  startToCloseTimeout: '12h',
  heartbeatTimeout,
  retry: { ...retry, maximumAttempts: 30 },
})

/** After something was away for too long. */
const mend = 'Verify once more; what was mended stays so.'

/** Works off a package's open inspection: `inspect/<package>`. Whoever wants it stopped says so in its row, which it looks at each second. */
export async function inspect({ packageId }: { packageId: string }): Promise<void> {
  let woken = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (;;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof inspect>({ packageId })
    woken = false
    const id = await rows.openInspection(packageId)
    if (id === null && !woken) return
    if (id === null) continue
    try {
      await compare(id)
    } catch (error) {
      await rows.failInspection({ id, error: problemOf(error, mend) })
    }
  }
}
