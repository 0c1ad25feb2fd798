import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Package, VerificationRun } from '@lectern/domain/database'
import type { Problem } from '@lectern/domain/errors'
import type { VerificationTarget } from '@lectern/domain/verify/compared-files'
import {
  beginVerification,
  deleteDiscrepancies,
  endVerification,
  type NewDiscrepancy,
  recordDiscrepancies,
  type VerificationOutcome,
} from '@lectern/domain/verify/verification-runs'
import { concurrently } from '../concurrently.ts'
import { DropboxDisconnectedError } from '../dropbox/errors.ts'
import { finalFailure } from '../final-failure.ts'
import { cancellationSignal, repeatEvery } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { tryWake } from '../wake.ts'
import { compareWithDropbox } from './compare-dropbox.ts'
import { compareWithS3, type S3Difference } from './compare-s3.ts'
import { describeDifference, type RepairOutcome } from './messages.ts'
import { repair } from './repair.ts'

const repairConcurrency = 8

/** Returns the open verification run of a package, or null if there is none. Only reads. */
export async function findOpenVerification({ database }: Services, packageId: string): Promise<string | null> {
  return (await database.verificationRun.findFirst({ where: { packageId, finishedAt: null } }))?.id ?? null
}

/**
 * Compares a release, or the draft, with S3, and the draft with Dropbox too. Records each difference as it is found,
 * repairs what is requested and possible, and ends the run. A second attempt starts over, and earlier repairs stay
 * recorded.
 */
export async function verifyPackage(services: Services, id: string): Promise<void> {
  const { database } = services
  const run = await database.$transaction(tx => beginVerification(tx, id))
  if (!run) return
  const stop = new AbortController()
  const isCancelRequested = async () =>
    (await database.verificationRun.findUniqueOrThrow({ where: { id } })).cancelRequestedAt !== null
  using _cancelWatch = repeatEvery(1_000, async () => {
    if (await isCancelRequested()) stop.abort()
  })
  if (await isCancelRequested()) stop.abort()
  try {
    const signal = AbortSignal.any([cancellationSignal(), stop.signal])
    const needsSync = await compareAndRepair(services, run, signal)
    await endAndSync(services, id, { status: 'SUCCEEDED', needsSync })
  } catch (error) {
    if (!stop.signal.aborted) throw error
    await endAndSync(services, id, { status: 'CANCELED' })
  }
}

/** Ends a verification run that could not be completed. */
export const failVerification = (services: Services, { id, error }: { id: string; error: Problem }): Promise<void> =>
  endAndSync(services, id, { status: 'FAILED', error })

/**
 * Returns whether a sync run must repair something. Each difference is recorded before its repair, so that the repair
 * of a killed worker is still recorded: what an earlier attempt recorded, and this one no longer finds, was repaired by
 * it.
 */
async function compareAndRepair(services: Services, run: VerificationRun, signal: AbortSignal): Promise<boolean> {
  const { database } = services
  const pkg = await database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  const target: VerificationTarget = { packageId: pkg.id, number: run.number }
  const earlierDiscrepancies = await loadEarlierDiscrepancies(services, run)
  let needsSync = false
  const checkCanContinue = async () => {
    signal.throwIfAborted()
    await checkNotSynchronized(services, run)
  }
  const report = async (discrepancies: NewDiscrepancy[], checkedCount: number) => {
    await change(database, systemActor, tx => recordDiscrepancies(tx, run, checkedCount, discrepancies))
    for (const discrepancy of discrepancies) earlierDiscrepancies.delete(keyOf(discrepancy))
  }
  await checkCanContinue()
  for await (const { checkedCount, differences } of compareWithS3(services, pkg, target)) {
    await checkCanContinue()
    const unrepaired = differences.map(difference => toDiscrepancy(run, { store: 'S3', ...difference }, 'NONE'))
    await report(unrepaired, checkedCount)
    if (!run.repair || differences.length === 0) continue
    const repairedDiscrepancies: NewDiscrepancy[] = []
    await concurrently(repairConcurrency, differences, async difference => {
      signal.throwIfAborted()
      const outcome = await repairOutcomeOf(services, pkg, target, difference)
      needsSync ||= outcome === 'REQUESTED'
      repairedDiscrepancies.push(toDiscrepancy(run, { store: 'S3', ...difference }, outcome))
    })
    await report(repairedDiscrepancies, 0)
  }
  const dropboxOutcome = run.repair && !pkg.archivedAt ? 'REQUESTED' : 'NONE'
  if (run.number === null)
    for await (const { differences } of compareDropboxOrFail(services, pkg, signal)) {
      await checkCanContinue()
      needsSync ||= dropboxOutcome === 'REQUESTED' && differences.length > 0
      await report(
        differences.map(difference => toDiscrepancy(run, { store: 'DROPBOX', ...difference }, dropboxOutcome)),
        0,
      )
    }
  const isRepaired = ({ store }: DiscrepancyKey) => run.repair && store === 'S3'
  const noLongerFound = [...earlierDiscrepancies.values()]
  await report(
    noLongerFound.filter(isRepaired).map(one => toDiscrepancy(run, one, 'DONE')),
    0,
  )
  await database.$transaction(tx =>
    deleteDiscrepancies(
      tx,
      run,
      noLongerFound.filter(one => !isRepaired(one)),
    ),
  )
  return needsSync
}

type DiscrepancyKey = Pick<NewDiscrepancy, 'store' | 'kind' | 'path'>

const keyOf = ({ store, kind, path }: DiscrepancyKey) => `${store} ${kind} ${path}`

/** Loads what an earlier attempt recorded as not repaired yet. */
async function loadEarlierDiscrepancies(
  { database }: Services,
  { id }: VerificationRun,
): Promise<Map<string, DiscrepancyKey>> {
  const where = { verificationRunId: id, repaired: false }
  const rows = await database.discrepancy.findMany({ where, select: { store: true, kind: true, path: true } })
  return new Map(rows.map(row => [keyOf(row), row]))
}

/**
 * Repairs a difference. An archived package is not synchronized until somebody restores it, so nothing can be
 * requested.
 */
async function repairOutcomeOf(
  services: Services,
  pkg: Package,
  target: VerificationTarget,
  difference: S3Difference,
): Promise<RepairOutcome> {
  const outcome = await repair(services, target, difference)
  return outcome === 'REQUESTED' && pkg.archivedAt ? 'LOST' : outcome
}

function toDiscrepancy(
  { number }: VerificationRun,
  { store, kind, path }: DiscrepancyKey,
  outcome: RepairOutcome,
): NewDiscrepancy {
  const message = describeDifference({ store, kind, isInRelease: number !== null, outcome })
  // What a sync run repairs counts as repaired when the run is requested, at the end.
  return { store, kind, path, message, repaired: outcome === 'DONE' }
}

/** Throws if the draft was synchronized meanwhile. It is then another draft, and S3 may be ahead of the rows. */
async function checkNotSynchronized(
  { database }: Services,
  { packageId, number, revision }: VerificationRun,
): Promise<void> {
  if (number !== null) return
  const pkg = await database.package.findUniqueOrThrow({ where: { id: packageId } })
  const running = await database.syncRun.count({ where: { packageId, finishedAt: null } })
  if (running === 0 && pkg.revision === revision) return
  throw finalFailure(
    'DRAFT_CHANGED',
    'The package was synchronized during the verification. Verify it again when the synchronization is over.',
  )
}

async function* compareDropboxOrFail(services: Services, pkg: Package, signal: AbortSignal) {
  try {
    yield* compareWithDropbox(services, pkg, signal)
  } catch (error) {
    if (!(error instanceof DropboxDisconnectedError)) throw error
    throw finalFailure('DROPBOX_DISCONNECTED', `${error.message} Then verify again.`)
  }
}

async function endAndSync(services: Services, id: string, result: VerificationOutcome): Promise<void> {
  const { packageId } = await change(services.database, systemActor, tx => endVerification(tx, id, result))
  if (result.status === 'SUCCEEDED' && result.needsSync) await tryWake(services, { workflow: 'sync', packageId })
}
