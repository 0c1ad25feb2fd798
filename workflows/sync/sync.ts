import type { RetryPolicy } from '@temporalio/common'
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'
import type { Activities } from '../worker/activities.ts'
import { laneQueue, wakeSignal } from '../contract.ts'
import { failureProblem } from '../failure-problem.ts'

/** Anything that may fail for a while is tried for some minutes before the run fails. */
const retry: RetryPolicy = {
  initialInterval: '200ms',
  backoffCoefficient: 2,
  maximumInterval: '20s',
  maximumAttempts: 30,
  nonRetryableErrorTypes: ['DropboxDisconnectedError'],
}
/** A worker that was killed is noticed after this long. */
const heartbeatTimeout = '5s'

const activities = proxyActivities<Activities>({ startToCloseTimeout: '10m', heartbeatTimeout, retry })
const cancellationType = 'WAIT_CANCELLATION_COMPLETED'
const longActivities = proxyActivities<Activities>({
  startToCloseTimeout: '6h',
  heartbeatTimeout,
  cancellationType,
  retry,
})
/** Lanes outlive many deploys: each one ends an attempt. */
const laneActivities = proxyActivities<Activities>({
  taskQueue: laneQueue,
  startToCloseTimeout: '24h',
  heartbeatTimeout,
  cancellationType,
  retry: { ...retry, maximumAttempts: 1000 },
})

/** For what a run may be held. */
type PauseReason = Parameters<Activities['pauseRun']>[0]['reason']

/** How often the delta is taken once more before the run ends with what it has. */
const maxRounds = 5

/** After something was away for too long. */
const fix = 'Synchronise once more; what was copied stays.'

/** Works off a package's open sync runs until there is none: `sync/<package>`. Signals only wake; what to do stands in the rows. */
export async function sync({ packageId }: { packageId: string }): Promise<void> {
  let wakeCount = 0
  setHandler(defineSignal(wakeSignal), () => {
    wakeCount++
  })
  for (;;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof sync>({ packageId })
    const before = wakeCount
    const runId = await activities.findOpenRun(packageId)
    if (runId) await processRun(runId)
    else if (wakeCount === before) return
  }

  async function processRun(runId: string): Promise<void> {
    const scope = new CancellationScope()
    const watchScope = cancelOnRequest(runId, scope)
    try {
      await scope.run(() => syncUntilSettled(runId, reason => pauseUntilResumed(runId, reason)))
      await longActivities.removeStaleObjects(runId)
      await activities.endRun({ runId, end: { status: 'SUCCEEDED' } })
    } catch (error) {
      await activities.changeDraft({ runId, isComplete: false, settled: false, unsettledPaths: [] })
      await activities.endRun({
        runId,
        end: isCancellation(error) ? { status: 'CANCELED' } : { status: 'FAILED', error: failureProblem(error, fix) },
      })
    } finally {
      watchScope.cancel()
    }
  }

  /** Each wake-up may mean that somebody asked to stop: the row says whether. */
  function cancelOnRequest(runId: string, scope: CancellationScope): CancellationScope {
    const watchScope = new CancellationScope()
    watchScope
      .run(async () => {
        for (;;) {
          const before = wakeCount
          if (await activities.isCancelRequested(runId)) scope.cancel()
          await condition(() => wakeCount !== before)
        }
      })
      .catch(() => {})
    return watchScope
  }

  /** Holds the run; each wake-up may mean that it may go on: the rows say whether. */
  async function pauseUntilResumed(runId: string, reason: PauseReason): Promise<void> {
    await activities.pauseRun({ runId, reason })
    for (;;) {
      const before = wakeCount
      if (!(await activities.isRunPaused(runId))) return
      await condition(() => wakeCount !== before)
    }
  }
}

/**
 * Lists, writes the manifest, copies, and lists once more, until nothing is due any more; then the draft changes, once. `hold` waits for a
 * person: to confirm, or to connect Dropbox again; what is copied by then stays, and the round begins anew.
 */
async function syncUntilSettled(runId: string, pause: (reason: PauseReason) => Promise<void>): Promise<void> {
  for (let round = 1; ; round++) {
    try {
      const outcome = await syncOnce(runId, round)
      if (outcome === 'DONE') return
      if (outcome === 'UNCONFIRMED') {
        await pause('CONFIRMATION')
        round = 0
      }
    } catch (error) {
      if (!isDropboxDisconnected(error)) throw error
      await pause('DROPBOX')
      round = 0
    }
  }
}

type Plan = Extract<Awaited<ReturnType<Activities['calculate']>>, { hasMore: false }>

async function syncOnce(runId: string, round: number): Promise<'DONE' | 'AGAIN' | 'UNCONFIRMED'> {
  const firstPage = await longActivities.calculate({ runId, untilEnd: false })
  if (!firstPage.hasMore) return applyPlan(firstPage, () => copy(runId, firstPage.laneCount))
  // What the first page named is copied while the rest is listed.
  const scope = new CancellationScope()
  const copying = scope.run(() => copy(runId, firstPage.laneCount))
  copying.catch(() => {})
  try {
    const plan = await longActivities.calculate({ runId, untilEnd: true })
    if (plan.hasMore) throw ApplicationFailure.nonRetryable('A listing to the end says that there is more')
    return await applyPlan(plan, () => copying)
  } finally {
    // However the round ends, no lane goes on without it; what the lanes have recorded counts.
    scope.cancel()
    await copying.catch(() => {})
  }

  async function applyPlan(plan: Plan, waitForCopy: () => Promise<void>) {
    if (plan.needsConfirmation) return 'UNCONFIRMED'
    if (plan.changes > 0 || round > 1) await CancellationScope.nonCancellable(() => activities.writeManifest(runId))
    const settled = plan.pending === 0
    if (!settled || firstPage.hasMore) await waitForCopy()
    if (!settled && round < maxRounds) return 'AGAIN'
    const unsettledPaths = settled ? [] : plan.pendingPaths
    const outcome = await CancellationScope.nonCancellable(() =>
      activities.changeDraft({ runId, isComplete: true, settled, unsettledPaths }),
    )
    if (outcome === 'CANCELED') throw new CancelledFailure('Somebody stopped it before the draft changed')
    return outcome === 'ASKED_AGAIN' ? 'AGAIN' : 'DONE'
  }
}

async function copy(runId: string, laneCount: number): Promise<void> {
  const scope = new CancellationScope()
  const lane = (number: number) =>
    laneActivities.copyItems({ runId, lane: number }).catch(error => {
      scope.cancel()
      throw error
    })
  // One lane that fails ends the others, and nobody goes on before all have ended: what they record still counts.
  const results = await scope.run(() =>
    Promise.allSettled(Array.from({ length: laneCount }, (_, number) => lane(number))),
  )
  const errors = results.flatMap(result => (result.status === 'rejected' ? [result.reason] : []))
  if (errors.length > 0) throw errors.find(error => !isCancellation(error)) ?? errors[0]
  const seen = results.flatMap(result => (result.status === 'fulfilled' ? result.value.failed : []))
  // What changed while it was copied is not lost: the next listing names it.
  const final = seen.filter(problem => problem.code !== 'CHANGED_MEANWHILE')
  const failed = [...new Map(final.map(problem => [problem.path, problem])).values()]
  if (failed.length === 0) return
  const [one] = failed
  const message =
    failed.length === 1
      ? `${one!.path}: ${one!.message}`
      : `${failed.length} files could not be copied, the first one is ${one!.path}: ${one!.message}`
  throw ApplicationFailure.create({ type: one!.code, message, nonRetryable: true })
}

const isDropboxDisconnected = (error: unknown) =>
  error instanceof ActivityFailure &&
  error.cause instanceof ApplicationFailure &&
  error.cause.type === 'DropboxDisconnectedError'
