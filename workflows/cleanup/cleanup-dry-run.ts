import { continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import { wakeSignal } from '../contract.ts'
import { failureProblem } from '../failure-problem.ts'
import type { CleanupActivities } from './activities.ts'
import { cleanup } from './cleanup.ts'

const activities = proxyActivities<CleanupActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '5s',
  retry: { initialInterval: '200ms', maximumInterval: '20s' },
})

/** The fix when a service was unavailable for too long. */
const fix = 'Start the dry run again.'

/** Processes the open dry run that a person asked for: the cleanup itself, without removing anything. */
export async function cleanupDryRun(): Promise<void> {
  let woken = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (;;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof cleanupDryRun>()
    woken = false
    const id = await activities.findOpenDryRun()
    if (id === null && !woken) return
    if (id === null) continue
    try {
      const { wouldRemove: candidates, ...counts } = await cleanup({ dryRun: true })
      await activities.endDryRun(id, { counts, candidates })
    } catch (error) {
      await activities.endDryRun(id, { error: failureProblem(error, fix) })
    }
  }
}
