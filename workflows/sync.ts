import type { RetryPolicy } from '@temporalio/common'
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
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

/** How often the delta is taken once more before the run ends with what it has. */
const settleRounds = 5

/** Works off a package's open sync runs until there is none: `sync/<package>`. Signals only wake; what to do stands in the rows. */
export async function sync({ packageId }: { packageId: string }): Promise<void> {
  let woken = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (;;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof sync>({ packageId })
    woken = false
    const run = await rows.openRun(packageId)
    if (run) await workOff(run.runId, run.lanes)
    else if (!woken) return
  }

  async function workOff(runId: string, laneCount: number): Promise<void> {
    const scope = new CancellationScope()
    const watching = cancelWhenAsked(runId, scope)
    try {
      await scope.run(() => bring(runId, laneCount))
      await long.clean(runId)
      await rows.endRun({ runId, end: { status: 'SUCCEEDED' } })
    } catch (error) {
      await rows.changeDraft({ runId, whole: false, settled: false, unsettledPaths: [] })
      await rows.endRun({
        runId,
        end: isCancellation(error) ? { status: 'CANCELED' } : { status: 'FAILED', error: problemOf(error) },
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
          woken = false
          if (await rows.syncCancelAsked(runId)) scope.cancel()
          await condition(() => woken)
        }
      })
      .catch(() => {})
    return watching
  }
}

/** Lists, writes the manifest, copies, and lists once more, until nothing is due any more; then the draft changes, once. */
async function bring(runId: string, laneCount: number): Promise<void> {
  for (let round = 1; ; round++) {
    const plan = await long.calculate(runId)
    if (plan.changes > 0 || round > 1) await CancellationScope.nonCancellable(() => rows.writeManifest(runId))
    const settled = plan.pending === 0
    if (!settled) await copy(runId, laneCount)
    if (!settled && round < settleRounds) continue
    const unsettledPaths = settled ? [] : plan.pendingPaths
    const { askedAgain } = await CancellationScope.nonCancellable(() =>
      rows.changeDraft({ runId, whole: true, settled, unsettledPaths }),
    )
    if (!askedAgain) return
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
  const [first] = results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
  // What changed while it was copied is not lost: the next listing names it.
  const failed = (first?.failed ?? []).filter(problem => problem.code !== 'CHANGED_MEANWHILE')
  if (failed.length === 0) return
  const [one] = failed
  const message =
    failed.length === 1
      ? `${one!.path}: ${one!.message}`
      : `${failed.length} files could not be copied, the first one is ${one!.path}: ${one!.message}`
  throw ApplicationFailure.create({ type: one!.code, message, nonRetryable: true })
}

function problemOf(error: unknown): { code: string; message: string } {
  const cause = error instanceof ActivityFailure ? error.cause : error
  if (cause instanceof ApplicationFailure && cause.nonRetryable)
    return { code: cause.type ?? 'FAILED', message: cause.message }
  if (cause instanceof ApplicationFailure && cause.type === 'DropboxLost')
    return { code: 'DROPBOX_LOST', message: cause.message }
  return {
    code: 'FAILED',
    message: 'Something that Lectern needs was away for too long. Synchronise once more; what was copied stays.',
  }
}
