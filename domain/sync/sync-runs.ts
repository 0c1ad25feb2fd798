import { type Attribution, systemActor } from '../audit/actor.ts'
import { type Package, Prisma, type SyncRun, type Tx } from '../database.ts'
import { conflict, notFound, type Problem } from '../errors.ts'
import { databaseNow, lockPackage } from '../transaction.ts'
import type { Action } from '../audit/actions.ts'
import type { Change, Event } from '../audit/change.ts'

/**
 * Asks for a synchronisation: opens a run, or joins the open one and writes when it was asked, because the draft may only change after a
 * listing that began later. Asked during cleaning, it is kept there too, and `endRun` opens the next run.
 */
export async function requestSync(tx: Tx, by: Attribution, packageId: string, full: boolean): Promise<Change<SyncRun>> {
  const pkg = await lockPackage(tx, packageId)
  if (pkg.archivedAt) throw conflict(`«${pkg.title}» is archived. Restore it before you synchronise it.`)
  const open = await tx.syncRun.findFirst({ where: { packageId, finishedAt: null } })
  const request = { requestedAt: await databaseNow(tx), requestedBy: by.actor }
  if (!open) return openRun(tx, pkg, by, full)
  const run = await tx.syncRun.update({ where: { id: open.id }, data: { ...request, full: open.full || full } })
  return {
    result: run,
    events: [runEvent(pkg, run, 'package.syncJoined', 'will be synchronised once more')],
  }
}

async function openRun(tx: Tx, pkg: Package, by: Attribution, full: boolean): Promise<Change<SyncRun>> {
  const run = await tx.syncRun.create({
    data: { packageId: pkg.id, startedBy: by.actor, requestedBy: by.actor, requestedAt: await databaseNow(tx), full },
  })
  const event = { ...runEvent(pkg, run, 'package.syncStarted', 'is being synchronised'), by }
  return { result: run, events: [event] }
}

/** A run as it is once its package is locked. NOT_FOUND when there is none. */
async function lockPackageAndRun(tx: Tx, runId: string): Promise<{ pkg: Package; run: SyncRun }> {
  const found = await tx.syncRun.findUnique({ where: { id: runId } })
  if (!found) throw notFound('This synchronisation')
  const pkg = await lockPackage(tx, found.packageId)
  return { pkg, run: await tx.syncRun.findUniqueOrThrow({ where: { id: runId } }) }
}

/** Asks an open run to stop. Once the draft has changed there is nothing to cancel any more, and the run ends as it would. */
export async function cancelSync(tx: Tx, runId: string): Promise<Change<SyncRun>> {
  const { pkg, run } = await lockPackageAndRun(tx, runId)
  if (run.finishedAt || run.phase === 'CLEANING' || run.cancelRequestedAt) return { result: run }
  const canceling = await tx.syncRun.update({
    where: { id: runId },
    data: { cancelRequestedAt: await databaseNow(tx) },
  })
  return {
    result: canceling,
    events: [runEvent(pkg, run, 'package.syncCancelRequested', 'is not to be synchronised to the end')],
  }
}

/** Holds a run until somebody confirms that so many files may go. */
export async function requestConfirmation(tx: Tx, runId: string): Promise<Change<null>> {
  const { pkg, run } = await lockPackageAndRun(tx, runId)
  if (run.finishedAt || run.status === 'WAITING_FOR_CONFIRMATION') return { result: null }
  await tx.syncRun.update({ where: { id: runId }, data: { status: 'WAITING_FOR_CONFIRMATION', confirmedAt: null } })
  const words = `would lose ${run.filesDeleted} files, and waits for somebody to confirm it`
  return { result: null, events: [runEvent(pkg, run, 'package.syncConfirmationRequested', words)] }
}

/** Confirms what a run would delete, as it is shown now. CONFLICT when it does not wait for that. */
export async function confirmSync(tx: Tx, runId: string): Promise<Change<SyncRun>> {
  const { pkg, run } = await lockPackageAndRun(tx, runId)
  if (run.status !== 'WAITING_FOR_CONFIRMATION')
    throw conflict('This synchronisation does not wait for a confirmation any more. Look at it again.')
  if (run.confirmedAt) return { result: run }
  const confirmed = await tx.syncRun.update({
    where: { id: runId },
    data: { confirmedAt: await databaseNow(tx), confirmedDeletions: run.filesDeleted },
  })
  const words = `may lose ${run.filesDeleted} files`
  return { result: confirmed, events: [runEvent(pkg, run, 'package.syncConfirmed', words)] }
}

/** Holds a run until Dropbox is connected again; what it has copied stays. */
export const pauseForDropbox = (tx: Tx, runId: string, error: Problem): Promise<Change<null>> =>
  updateStatus(tx, runId, { status: 'WAITING_FOR_DROPBOX', error })

/** A run that was held goes on. */
export const resumeRun = (tx: Tx, runId: string): Promise<Change<null>> =>
  updateStatus(tx, runId, { status: 'RUNNING', error: Prisma.DbNull })

async function updateStatus(tx: Tx, runId: string, data: Prisma.SyncRunUpdateInput): Promise<Change<null>> {
  const run = await tx.syncRun.findUniqueOrThrow({ where: { id: runId } })
  if (run.finishedAt) return { result: null }
  await tx.syncRun.update({ where: { id: runId }, data })
  return { result: null, affectedPackages: [run.packageId] }
}

export type RunOutcome = { status: 'SUCCEEDED' | 'FAILED' | 'CANCELED'; error?: Problem }

const outcomeEvents: Record<RunOutcome['status'], [action: Action, words: string]> = {
  SUCCEEDED: ['package.syncFinished', 'was synchronised'],
  FAILED: ['package.syncFailed', 'could not be synchronised'],
  CANCELED: ['package.syncCanceled', 'was not synchronised to the end: somebody stopped it'],
}

/** Ends a run, once; when it was asked for again after its last listing began, the next one is opened in the same transaction. */
export async function endRun(tx: Tx, runId: string, end: RunOutcome): Promise<Change<SyncRun>> {
  const { pkg, run } = await lockPackageAndRun(tx, runId)
  if (run.finishedAt) return { result: run }
  const ended = await tx.syncRun.update({
    where: { id: runId },
    data: { status: end.status, phase: 'DONE', finishedAt: new Date(), listing: false, error: end.error ?? undefined },
  })
  const [action, words] = outcomeEvents[end.status]
  const why = end.error ? `${words}: ${end.error.message}` : words
  const events = [{ ...runEvent(pkg, ended, action, why), after: runTotals(ended) }]
  // Canceled or not: whoever asked after that is not answered by this run.
  const coveredUntil = end.status === 'CANCELED' ? run.cancelRequestedAt : run.listedAt
  if (coveredUntil === null || run.requestedAt <= coveredUntil) return { result: ended, events }
  const actor = run.requestedBy as Attribution['actor']
  const next = await openRun(tx, pkg, { ...systemActor, actor }, run.full)
  return { result: ended, events: [...events, ...next.events!] }
}

function runTotals(run: SyncRun) {
  return {
    filesCopied: run.filesDone,
    filesDeleted: run.filesDeleted,
    filesUnchanged: run.filesUnchanged,
    filesIgnored: run.filesIgnored,
    bytesCopied: Number(run.bytesDone),
    error: run.error,
  }
}

/** An event about a run of this package: «title» and the words make its summary. */
export function runEvent(pkg: Package, run: SyncRun, action: Action, words: string): Event {
  return { action, subjectType: 'SyncRun', subjectId: run.id, packageId: pkg.id, summary: `«${pkg.title}» ${words}` }
}
