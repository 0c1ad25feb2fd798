import type { Action } from '../audit/actions.ts'
import { type Attribution, systemActor } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import { type Package, Prisma, type SyncRun, type Tx } from '../database.ts'
import { conflict, notFound, type Problem } from '../errors.ts'
import { formatCount } from '../format-count.ts'
import { databaseNow, lockActivePackage, lockPackage, requireNotArchived } from '../transaction.ts'

/**
 * Requests a synchronization. Opens a run, or joins the open one and records the time, because the draft may only
 * change after a listing that started later. A request during cleaning is recorded too, and `endRun` opens the next
 * run.
 */
export async function requestSync(tx: Tx, by: Attribution, packageId: string, full: boolean): Promise<Change<SyncRun>> {
  const pkg = await lockActivePackage(tx, packageId, 'synchronize it')
  const open = await tx.syncRun.findFirst({ where: { packageId, finishedAt: null } })
  const request = { requestedAt: await databaseNow(tx), requestedBy: by.actor }
  if (!open) return openRun(tx, pkg, by, full)
  const run = await tx.syncRun.update({ where: { id: open.id }, data: { ...request, full: open.full || full } })
  return {
    result: run,
    events: [runEvent(pkg, run, 'package.syncJoined', `Requested another synchronization of "${pkg.title}"`)],
  }
}

async function openRun(tx: Tx, pkg: Package, by: Attribution, full: boolean): Promise<Change<SyncRun>> {
  const run = await tx.syncRun.create({
    data: { packageId: pkg.id, startedBy: by.actor, requestedBy: by.actor, requestedAt: await databaseNow(tx), full },
  })
  const event = { ...runEvent(pkg, run, 'package.syncStarted', `Started synchronizing "${pkg.title}"`), by }
  return { result: run, events: [event] }
}

/** Locks the package of a run, then loads the run. NOT_FOUND if there is none. */
export async function lockPackageAndRun(tx: Tx, runId: string): Promise<{ pkg: Package; run: SyncRun }> {
  const found = await tx.syncRun.findUnique({ where: { id: runId } })
  if (!found) throw notFound('This synchronization')
  const pkg = await lockPackage(tx, found.packageId)
  return { pkg, run: await tx.syncRun.findUniqueOrThrow({ where: { id: runId } }) }
}

/** Requests the cancellation of an open run. Does nothing once the draft has changed: the run then ends normally. */
export async function cancelSync(tx: Tx, runId: string): Promise<Change<SyncRun>> {
  const { pkg, run } = await lockPackageAndRun(tx, runId)
  if (run.finishedAt || run.phase === 'CLEANING' || run.cancelRequestedAt) return { result: run }
  const canceling = await tx.syncRun.update({
    where: { id: runId },
    data: { cancelRequestedAt: await databaseNow(tx) },
  })
  return {
    result: canceling,
    events: [
      runEvent(pkg, run, 'package.syncCancelRequested', `Asked to cancel the synchronization of "${pkg.title}"`),
    ],
  }
}

/** Pauses a run until a person confirms its deletions. */
export async function requestConfirmation(tx: Tx, runId: string): Promise<Change<null>> {
  const { pkg, run } = await lockPackageAndRun(tx, runId)
  if (run.finishedAt || run.status === 'WAITING_FOR_CONFIRMATION') return { result: null }
  await tx.syncRun.update({ where: { id: runId }, data: { status: 'WAITING_FOR_CONFIRMATION', confirmedAt: null } })
  const summary = `Waiting for confirmation to delete ${formatCount(run.filesDeleted, 'file')} of "${pkg.title}"`
  return { result: null, events: [runEvent(pkg, run, 'package.syncConfirmationRequested', summary)] }
}

/**
 * Confirms the deletions of a run as they are shown now. CONFLICT if it is not waiting for confirmation, or if the
 * package is archived.
 */
export async function confirmSync(tx: Tx, runId: string): Promise<Change<SyncRun>> {
  const { pkg, run } = await lockPackageAndRun(tx, runId)
  requireNotArchived(pkg, 'delete its files')
  if (run.status !== 'WAITING_FOR_CONFIRMATION')
    throw conflict('This synchronization is no longer waiting for confirmation. Check its current status.')
  if (run.confirmedAt) return { result: run }
  const confirmed = await tx.syncRun.update({
    where: { id: runId },
    data: { confirmedAt: await databaseNow(tx), confirmedDeletions: run.filesDeleted },
  })
  const summary = `Confirmed deleting ${formatCount(run.filesDeleted, 'file')} of "${pkg.title}"`
  return { result: confirmed, events: [runEvent(pkg, run, 'package.syncConfirmed', summary)] }
}

/** Pauses a run until Dropbox is reconnected. What it has copied stays. */
export const pauseForDropbox = (tx: Tx, runId: string, error: Problem): Promise<Change<null>> =>
  updateStatus(tx, runId, { status: 'WAITING_FOR_DROPBOX', error })

/**
 * Returns whether a run that waits for a person may go on: its question was answered, or it was requested again after its
 * last listing.
 */
export const isAnswered = ({ status, confirmedAt, chosenFolderId, listedAt, requestedAt }: SyncRun): boolean =>
  (status === 'WAITING_FOR_CONFIRMATION' ? confirmedAt : chosenFolderId) !== null ||
  (listedAt !== null && requestedAt > listedAt)

/** Resumes a paused run. A question that was not answered ends with it: the run asks again if it has to. */
export async function resumeRun(tx: Tx, runId: string): Promise<Change<null>> {
  await tx.syncRun.updateMany({ where: { id: runId, chosenFolderId: null }, data: { folderChoices: Prisma.DbNull } })
  return updateStatus(tx, runId, { status: 'RUNNING', error: Prisma.DbNull })
}

async function updateStatus(tx: Tx, runId: string, data: Prisma.SyncRunUpdateInput): Promise<Change<null>> {
  const run = await tx.syncRun.findUniqueOrThrow({ where: { id: runId } })
  if (run.finishedAt) return { result: null }
  await tx.syncRun.update({ where: { id: runId }, data })
  return { result: null, affectedPackages: [run.packageId] }
}

/** How a run ends. */
export type RunOutcome = { status: 'SUCCEEDED' | 'FAILED' | 'CANCELED'; error?: Problem }

const outcomeEvents: Record<RunOutcome['status'], [action: Action, summaryPrefix: string]> = {
  SUCCEEDED: ['package.syncFinished', 'Synchronized'],
  FAILED: ['package.syncFailed', 'Could not synchronize'],
  CANCELED: ['package.syncCanceled', 'Canceled the synchronization of'],
}

/**
 * Ends a run; does nothing if it has ended. Opens the next run in the same transaction if this one was requested again
 * after its last listing started, unless the package is archived.
 */
export async function endRun(tx: Tx, runId: string, end: RunOutcome): Promise<Change<SyncRun>> {
  const { pkg, run } = await lockPackageAndRun(tx, runId)
  if (run.finishedAt) return { result: run }
  const ended = await tx.syncRun.update({
    where: { id: runId },
    data: { status: end.status, phase: 'DONE', finishedAt: new Date(), listing: false, error: end.error ?? undefined },
  })
  const [action, summaryPrefix] = outcomeEvents[end.status]
  const title = `${summaryPrefix} "${pkg.title}"`
  const summary = end.error ? `${title}: ${end.error.message}` : title
  const events = [{ ...runEvent(pkg, ended, action, summary), after: runTotals(ended) }]
  // This run does not cover later requests, whether it was canceled or not.
  const coveredUntil = end.status === 'CANCELED' ? run.cancelRequestedAt : run.listedAt
  if (pkg.archivedAt || coveredUntil === null || run.requestedAt <= coveredUntil) return { result: ended, events }
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

/** An event about a run of this package. */
export function runEvent(pkg: Package, run: SyncRun, action: Action, summary: string): Event {
  return { action, subjectType: 'SyncRun', subjectId: run.id, packageId: pkg.id, summary }
}
