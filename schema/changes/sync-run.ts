import { type By, lectern } from '../actor.ts'
import type { Package, SyncRun, Tx } from '../database.ts'
import { conflict, notFound, type Problem } from '../errors.ts'
import type { Action } from './actions.ts'
import { clock, type Event, lockPackage, type Outcome } from './change.ts'

/**
 * Asks for a synchronisation: opens a run, or joins the open one and writes when it was asked, because the draft may only change after a
 * listing that began later. Asked during cleaning, it is kept there too, and `endRun` opens the next run.
 */
export async function askForSync(tx: Tx, by: By, packageId: string, full: boolean): Promise<Outcome<SyncRun>> {
  const pkg = await lockPackage(tx, packageId)
  if (pkg.archivedAt) throw conflict(`«${pkg.title}» is archived. Restore it before you synchronise it.`)
  const open = await tx.syncRun.findFirst({ where: { packageId, finishedAt: null } })
  const asked = { askedAt: await clock(tx), askedBy: by.actor }
  if (!open) return openRun(tx, pkg, by, full)
  const run = await tx.syncRun.update({ where: { id: open.id }, data: { ...asked, full: open.full || full } })
  return {
    result: run,
    events: [runEvent(pkg, run, 'package.syncJoined', 'will be synchronised once more')],
  }
}

async function openRun(tx: Tx, pkg: Package, by: By, full: boolean): Promise<Outcome<SyncRun>> {
  const run = await tx.syncRun.create({
    data: { packageId: pkg.id, startedBy: by.actor, askedBy: by.actor, askedAt: await clock(tx), full },
  })
  const event = { ...runEvent(pkg, run, 'package.syncStarted', 'is being synchronised'), by }
  return { result: run, events: [event] }
}

/** Asks an open run to stop. Once the draft has changed there is nothing to cancel any more, and the run ends as it would. */
export async function cancelSync(tx: Tx, runId: string): Promise<Outcome<SyncRun>> {
  const found = await tx.syncRun.findUnique({ where: { id: runId } })
  if (!found) throw notFound('This synchronisation')
  const pkg = await lockPackage(tx, found.packageId)
  const run = await tx.syncRun.findUniqueOrThrow({ where: { id: runId } })
  if (run.finishedAt || run.phase === 'CLEANING' || run.cancelRequestedAt) return { result: run }
  const asked = await tx.syncRun.update({ where: { id: runId }, data: { cancelRequestedAt: await clock(tx) } })
  return {
    result: asked,
    events: [runEvent(pkg, run, 'package.syncCancelAsked', 'is not to be synchronised to the end')],
  }
}

export type RunEnd = { status: 'SUCCEEDED' | 'FAILED' | 'CANCELED'; error?: Problem }

const endings: Record<RunEnd['status'], [action: Action, words: string]> = {
  SUCCEEDED: ['package.syncFinished', 'was synchronised'],
  FAILED: ['package.syncFailed', 'could not be synchronised'],
  CANCELED: ['package.syncCanceled', 'was not synchronised to the end: somebody stopped it'],
}

/** Ends a run, once; when it was asked for again after its last listing began, the next one is opened in the same transaction. */
export async function endRun(tx: Tx, runId: string, end: RunEnd): Promise<Outcome<SyncRun>> {
  const { packageId } = await tx.syncRun.findUniqueOrThrow({ where: { id: runId } })
  const pkg = await lockPackage(tx, packageId)
  const run = await tx.syncRun.findUniqueOrThrow({ where: { id: runId } })
  if (run.finishedAt) return { result: run }
  const ended = await tx.syncRun.update({
    where: { id: runId },
    data: { status: end.status, phase: 'DONE', finishedAt: new Date(), error: end.error ?? undefined },
  })
  const [action, words] = endings[end.status]
  const why = end.error ? `${words}: ${end.error.message}` : words
  const events = [{ ...runEvent(pkg, ended, action, why), after: outcomeOf(ended) }]
  // Canceled or not: whoever asked after that is not answered by this run.
  const answeredUntil = end.status === 'CANCELED' ? run.cancelRequestedAt : run.listedAt
  if (answeredUntil === null || run.askedAt <= answeredUntil) return { result: ended, events }
  const actor = run.askedBy as By['actor']
  const next = await openRun(tx, pkg, { ...lectern, actor }, run.full)
  return { result: ended, events: [...events, ...next.events!] }
}

function outcomeOf(run: SyncRun) {
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
