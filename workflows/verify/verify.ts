import { continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import { wakeSignal } from '../contract.ts'
import { failureProblem } from '../failure-problem.ts'
import type { VerifyActivities } from './activities.ts'

const retry = { initialInterval: '200ms', maximumInterval: '20s' }
/** How long it takes to notice a killed worker. */
const heartbeatTimeout = '5s'
const activities = proxyActivities<VerifyActivities>({ startToCloseTimeout: '10m', heartbeatTimeout, retry })
const { verifyPackage } = proxyActivities<VerifyActivities>({
  startToCloseTimeout: '12h',
  heartbeatTimeout,
  retry: { ...retry, maximumAttempts: 30 },
})

/** The fix when a service was unavailable for too long. */
const fix = 'Verify again. Repairs that were already made are kept.'

/**
 * Processes a package's open verification run: `verify/<package>`. The activity reads cancel requests from the run's
 * row every second.
 */
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
