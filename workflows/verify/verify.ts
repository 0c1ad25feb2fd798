import { continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import type { Activities } from '../worker/activities.ts'
import { wakeSignal } from '../contract.ts'
import { failureProblem } from '../failure-problem.ts'

const retry = { initialInterval: '200ms', maximumInterval: '20s' }
/** A worker that was killed is noticed after this long. */
const heartbeatTimeout = '5s'
const activities = proxyActivities<Activities>({ startToCloseTimeout: '10m', heartbeatTimeout, retry })
const { verifyPackage } = proxyActivities<Activities>({
  startToCloseTimeout: '12h',
  heartbeatTimeout,
  retry: { ...retry, maximumAttempts: 30 },
})

/** After something was away for too long. */
const fix = 'Verify once more; what was mended stays so.'

/** Works off a package's open inspection: `verify/<package>`. Whoever wants it stopped says so in its row, which it looks at each second. */
export async function verify({ packageId }: { packageId: string }): Promise<void> {
  let woken = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (;;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof verify>({ packageId })
    woken = false
    const id = await activities.findOpenVerification(packageId)
    if (id === null && !woken) return
    if (id === null) continue
    try {
      await verifyPackage(id)
    } catch (error) {
      await activities.failVerification({ id, error: failureProblem(error, fix) })
    }
  }
}
