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
import { laneQueue, wakeSignal } from '../contract.ts'
import { failureProblem } from '../failure-problem.ts'
import type { SyncActivities } from './activities.ts'

/** Retries temporary failures for some minutes before the run fails. */
const retry: RetryPolicy = {
  initialInterval: '200ms',
  backoffCoefficient: 2,
  maximumInterval: '20s',
  maximumAttempts: 30,
  nonRetryableErrorTypes: ['DropboxDisconnectedError'],
}
/** How long it takes to notice a killed worker. */
const heartbeatTimeout = '5s'

const activities = proxyActivities<SyncActivities>({ startToCloseTimeout: '10m', heartbeatTimeout, retry })
const cancellationType = 'WAIT_CANCELLATION_COMPLETED'
const longActivities = proxyActivities<SyncActivities>({
  startToCloseTimeout: '6h',
  heartbeatTimeout,
  cancellationType,
  retry,
})
/** Lanes outlive many deploys, and each deploy ends an attempt. */
const laneActivities = proxyActivities<SyncActivities>({
  taskQueue: laneQueue,
  startToCloseTimeout: '24h',
  heartbeatTimeout,
  cancellationType,
  retry: { ...retry, maximumAttempts: 1000 },
})

/** Why a run may be paused. */
type PauseReason = Parameters<SyncActivities['pauseRun']>[0]['reason']

/** How often the delta is listed again before the run ends with what it has. */
const maxRounds = 5

/** The fix when a service was unavailable for too long. */
const fix = 'Synchronize again. Files that were already copied are kept.'

/**
 * Processes a package's open sync runs until there are none: `sync/<package>`. Signals only wake it; the rows say what
 * to do.
 */
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
      // Temporal does not retry an activity after its cancellation, so even a brief failure ends one then.
      const isCanceled = scope.consideredCancelled || isCancellation(error)
      await activities.endRun({
        runId,
        end: isCanceled ? { status: 'CANCELED' } : { status: 'FAILED', error: failureProblem(error, fix) },
      })
    } finally {
      watchScope.cancel()
    }
  }

  /** Cancels the scope on a cancel request. Each wake may mean one, so it checks the row. */
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

  /** Pauses the run. Each wake may mean that it can resume, so it checks the rows. */
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
 * Lists, writes the manifest, copies, and lists again, until nothing is due. Then the draft changes, once. `pause`
 * waits for a person to confirm, to choose a folder, or to reconnect Dropbox. What was copied by then is kept, and the
 * rounds start over.
 */
async function syncUntilSettled(runId: string, pause: (reason: PauseReason) => Promise<void>): Promise<void> {
  for (let round = 1; ; round++) {
    try {
      const outcome = await syncOnce(runId, round)
      if (outcome === 'DONE') return
      if (outcome === 'AGAIN') continue
      await pause(outcome)
      round = 0
    } catch (error) {
      if (!isDropboxDisconnected(error)) throw error
      await pause('DROPBOX')
      round = 0
    }
  }
}

type Calculation = Awaited<ReturnType<SyncActivities['calculate']>>
type Listing = Extract<Calculation, { hasMore: boolean }>
type Plan = Extract<Listing, { hasMore: false }>

/** Does one round. Returns why the run must be paused, or whether another round must follow. */
async function syncOnce(runId: string, round: number): Promise<'DONE' | 'AGAIN' | PauseReason> {
  const calculation = await longActivities.calculate({ runId, untilEnd: false })
  return 'folderChoices' in calculation ? calculation : copyListed(runId, round, calculation)
}

async function copyListed(runId: string, round: number, firstPage: Listing): Promise<'DONE' | 'AGAIN' | PauseReason> {
  if (!firstPage.hasMore) return applyPlan(firstPage, () => copy(runId, firstPage.laneCount))
  // Copy what the first page named while the rest is listed.
  const scope = new CancellationScope()
  const copying = scope.run(() => copy(runId, firstPage.laneCount))
  copying.catch(() => {})
  try {
    const plan = await longActivities.calculate({ runId, untilEnd: true })
    if (!('hasMore' in plan) || plan.hasMore)
      throw ApplicationFailure.nonRetryable('A complete listing reports more pages')
    return await applyPlan(plan, () => copying)
  } finally {
    // However the round ends, no lane continues without it. What the lanes have recorded counts.
    scope.cancel()
    await copying.catch(() => {})
  }

  async function applyPlan(plan: Plan, waitForCopy: () => Promise<void>) {
    if (plan.needsConfirmation) return 'CONFIRMATION'
    if (plan.changes > 0 || round > 1) await CancellationScope.nonCancellable(() => activities.writeManifest(runId))
    const settled = plan.pending === 0
    if (!settled || firstPage.hasMore) await waitForCopy()
    if (!settled && round < maxRounds) return 'AGAIN'
    const unsettledPaths = settled ? [] : plan.pendingPaths
    const outcome = await CancellationScope.nonCancellable(() =>
      activities.changeDraft({ runId, isComplete: true, settled, unsettledPaths }),
    )
    if (outcome === 'CANCELED') throw new CancelledFailure('Canceled before the draft changed')
    return outcome === 'REQUESTED_AGAIN' ? 'AGAIN' : 'DONE'
  }
}

async function copy(runId: string, laneCount: number): Promise<void> {
  const scope = new CancellationScope()
  const lane = (number: number) =>
    laneActivities.copyItems({ runId, lane: number }).catch(error => {
      scope.cancel()
      throw error
    })
  // One failed lane ends the others. Wait until all have ended, because what they record still counts.
  const results = await scope.run(() =>
    Promise.allSettled(Array.from({ length: laneCount }, (_, number) => lane(number))),
  )
  const errors = results.flatMap(result => (result.status === 'rejected' ? [result.reason] : []))
  if (errors.length > 0) throw errors.find(error => !isCancellation(error)) ?? errors[0]
  const failures = results.flatMap(result => (result.status === 'fulfilled' ? result.value.failed : []))
  // A file that changed while it was copied is not lost: the next listing names it.
  const lastingFailures = failures.filter(problem => problem.code !== 'FILE_CHANGED')
  const failed = [...new Map(lastingFailures.map(problem => [problem.path, problem])).values()]
  if (failed.length === 0) return
  const [first] = failed
  const message =
    failed.length === 1
      ? `${first!.path}: ${first!.message}`
      : `${failed.length} files could not be copied. The first one is ${first!.path}: ${first!.message}`
  throw ApplicationFailure.create({ type: first!.code, message, nonRetryable: true })
}

const isDropboxDisconnected = (error: unknown) =>
  error instanceof ActivityFailure &&
  error.cause instanceof ApplicationFailure &&
  error.cause.type === 'DropboxDisconnectedError'
