import {
  ActivityFailure,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  TimeoutFailure,
  workflowInfo,
} from '@temporalio/workflow'
import { browserQueue, wakeSignal } from '../contract.ts'
import { failureProblem } from '../failure-problem.ts'
import type { ComparisonActivities } from './activities.ts'

const heartbeatTimeout = '5s'
const activities = proxyActivities<ComparisonActivities>({
  startToCloseTimeout: '1m',
  heartbeatTimeout,
  retry: { initialInterval: '200ms', maximumInterval: '20s' },
})
/** How long a comparison waits for a worker with a browser that is free. */
const scheduleToStartTimeout = '30m'
const { comparePages } = proxyActivities<ComparisonActivities>({
  taskQueue: browserQueue,
  scheduleToStartTimeout,
  startToCloseTimeout: '20m',
  heartbeatTimeout,
  retry: { initialInterval: '1s', maximumInterval: '10s', maximumAttempts: 3 },
})

const fix = 'Compare the pages again.'
const noWorker = {
  code: 'NO_BROWSER',
  message:
    'No worker had a browser free within 30 minutes. Compare the pages again later, or ask your administrator to check CHROMIUM.',
}

/** Processes a package's open comparison of pages: `compare/<package>`. */
export async function compare({ packageId }: { packageId: string }): Promise<void> {
  let woken = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (;;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof compare>({ packageId })
    woken = false
    const id = await activities.findOpenComparison(packageId)
    if (id === null && !woken) return
    if (id === null) continue
    try {
      await comparePages(id)
    } catch (error) {
      await activities.failComparison({ id, problem: hasNotStarted(error) ? noWorker : failureProblem(error, fix) })
    }
  }
}

const hasNotStarted = (error: unknown): boolean =>
  error instanceof ActivityFailure &&
  error.cause instanceof TimeoutFailure &&
  error.cause.timeoutType === 'SCHEDULE_TO_START'
