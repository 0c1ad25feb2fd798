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
import type { Activities } from './activities/create.ts'
import { laneQueue, wakeSignal } from './contract.ts'
import { problemOf } from './failure-problem.ts'

/** Anything that may fail for a while is tried for some minutes before the run fails. */
const retry: RetryPolicy = {
  initialInterval: '200ms',
  backoffCoefficient: 2,
  maximumInterval: '20s',
  maximumAttempts: 30,
  nonRetryableErrorTypes: ['DropboxLost'],
}
/** A worker that was killed is noticed after this long. */
const heartbeatTimeout = '5s'

const rows = proxyActivities<Activities>({ startToCloseTimeout: '10m', heartbeatTimeout, retry })
const cancellationType = 'WAIT_CANCELLATION_COMPLETED'
const long = proxyActivities<Activities>({ startToCloseTimeout: '6h', heartbeatTimeout, cancellationType, retry })
/** Lanes outlive many deploys: each one ends an attempt. */
const lanes = proxyActivities<Activities>({
  taskQueue: laneQueue,
  startToCloseTimeout: '24h',
  heartbeatTimeout,
  cancellationType,
  retry: { ...retry, maximumAttempts: 1000 },
})

/** For what a run may be held. */
type Hold = Parameters<Activities['holdSync']>[0]['hold']

/** How often the delta is taken once more before the run ends with what it has. */
const settleRounds = 5

/** After something was away for too long. */
const mend = 'Synchronise once more; what was copied stays.'

/** Works off a package's open sync runs until there is none: `sync/<package>`. Signals only wake; what to do stands in the rows. */
export async function sync({ packageId }: { packageId: string }): Promise<void> {
  let wakes = 0
  setHandler(defineSignal(wakeSignal), () => {
    wakes++
  })
  for (;;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof sync>({ packageId })
    const before = wakes
    const runId = await rows.openRun(packageId)
    if (runId) await workOff(runId)
    else if (wakes === before) return
  }

  async function workOff(runId: string): Promise<void> {
    const scope = new CancellationScope()
    const watching = cancelWhenAsked(runId, scope)
    try {
      await scope.run(() => bring(runId, hold => untilReleased(runId, hold)))
      await long.clean(runId)
      await rows.endRun({ runId, end: { status: 'SUCCEEDED' } })
    } catch (error) {
      await rows.changeDraft({ runId, whole: false, settled: false, unsettledPaths: [] })
      await rows.endRun({
        runId,
        end: isCancellation(error) ? { status: 'CANCELED' } : { status: 'FAILED', error: problemOf(error, mend) },
      })
    } finally {
      watching.cancel()
    }
  }

  /** Each wake-up may mean that somebody asked to stop: the row says whether. */
  function cancelWhenAsked(runId: string, scope: CancellationScope): CancellationScope {
    const watching = new CancellationScope()
    watching
      .run(async () => {
        for (;;) {
          const before = wakes
          if (await rows.syncCancelAsked(runId)) scope.cancel()
          await condition(() => wakes !== before)
        }
      })
      .catch(() => {})
    return watching
  }

  /** Holds the run; each wake-up may mean that it may go on: the rows say whether. */
  async function untilReleased(runId: string, hold: Hold): Promise<void> {
    await rows.holdSync({ runId, hold })
    for (;;) {
      const before = wakes
      if (!(await rows.syncHeld(runId))) return
      await condition(() => wakes !== before)
    }
  }
}

/**
 * Lists, writes the manifest, copies, and lists once more, until nothing is due any more; then the draft changes, once. `hold` waits for a
 * person: to confirm, or to connect Dropbox again; what is copied by then stays, and the round begins anew.
 */
async function bring(runId: string, hold: (why: Hold) => Promise<void>): Promise<void> {
  for (let round = 1; ; round++) {
    try {
      const outcome = await bringOnce(runId, round)
      if (outcome === 'DONE') return
      if (outcome === 'UNCONFIRMED') {
        await hold('CONFIRMATION')
        round = 0
      }
    } catch (error) {
      if (!isDropboxLost(error)) throw error
      await hold('DROPBOX')
      round = 0
    }
  }
}

type Plan = Extract<Awaited<ReturnType<Activities['calculate']>>, { more: false }>

async function bringOnce(runId: string, round: number): Promise<'DONE' | 'AGAIN' | 'UNCONFIRMED'> {
  const begun = await long.calculate({ runId, rest: false })
  if (!begun.more) return carryOut(begun, () => copy(runId, begun.lanes))
  // What the first page named is copied while the rest is listed.
  const scope = new CancellationScope()
  const copying = scope.run(() => copy(runId, begun.lanes))
  copying.catch(() => {})
  try {
    const plan = await long.calculate({ runId, rest: true })
    if (plan.more) throw ApplicationFailure.nonRetryable('A listing to the end says that there is more')
    return await carryOut(plan, () => copying)
  } finally {
    // However the round ends, no lane goes on without it; what the lanes have recorded counts.
    scope.cancel()
    await copying.catch(() => {})
  }

  async function carryOut(plan: Plan, copied: () => Promise<void>) {
    if (plan.mustConfirm) return 'UNCONFIRMED'
    if (plan.changes > 0 || round > 1) await CancellationScope.nonCancellable(() => rows.writeManifest(runId))
    const settled = plan.pending === 0
    if (!settled || begun.more) await copied()
    if (!settled && round < settleRounds) return 'AGAIN'
    const unsettledPaths = settled ? [] : plan.pendingPaths
    const outcome = await CancellationScope.nonCancellable(() =>
      rows.changeDraft({ runId, whole: true, settled, unsettledPaths }),
    )
    if (outcome === 'CANCELED') throw new CancelledFailure('Somebody stopped it before the draft changed')
    return outcome === 'ASKED_AGAIN' ? 'AGAIN' : 'DONE'
  }
}

async function copy(runId: string, laneCount: number): Promise<void> {
  const scope = new CancellationScope()
  const lane = (number: number) =>
    lanes.copyItems({ runId, lane: number }).catch(error => {
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

const isDropboxLost = (error: unknown) =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type === 'DropboxLost'
