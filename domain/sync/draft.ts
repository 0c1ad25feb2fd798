import { type Attribution, systemActor } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { SyncRun, Tx } from '../database.ts'
import { filesHash } from '../files/files-hash.ts'
import type { NewFinding } from '../findings/finding.ts'
import { replaceFindings } from '../findings/replace-findings.ts'
import { formatCount } from '../format-count.ts'
import { lockPackage, lockRun } from '../transaction.ts'
import { type FileMarks, findChangedFiles, refreshGeneratedFiles, replaceChangedFiles } from './draft-files.ts'
import { runEvent } from './sync-runs.ts'

/**
 * A change of the draft. `isComplete`: apply everything that was planned; false after a cancellation or failure applies
 * only the finished copies. `settled`: the Dropbox folder had stopped changing; if false, `unsettledPaths` lists what
 * was still changing. `check`: what the check of the package found; null keeps everything as it is.
 */
export type DraftChange = {
  run: SyncRun
  isComplete: boolean
  settled: boolean
  unsettledPaths: string[]
  check: DraftCheck | null
}

/**
 * What the check of a package found. `misspelledPaths`: paths of files and folders that links spell with other letter
 * case; null keeps them. `checkedWith`: the versions of the rules; null if the package could not be checked, so that
 * the next run checks it again.
 */
export type DraftCheck = FileMarks & {
  findings: NewFinding[]
  misspelledPaths: string[] | null
  checkedWith: string | null
}

/**
 * `REQUESTED_AGAIN`: the run was requested again after its last listing started, so it must list again first. `CANCELED`:
 * the run was canceled before its draft changed.
 */
export type DraftOutcome = 'CHANGED' | 'REQUESTED_AGAIN' | 'CANCELED'

/**
 * Changes the draft in one transaction: a new revision with its files, videos, and findings, and the run's phase
 * CLEANING. Nothing else changes a draft. There is no new revision if none of the author's files changes, nor what pages
 * use them for. Rejects a complete change if the run was canceled, or requested again after the last listing started, so
 * that a file saved before that request is never missed. A second call for a run does nothing.
 */
export async function changeDraft(
  tx: Tx,
  { run: unlockedRun, isComplete, settled, unsettledPaths, check }: DraftChange,
): Promise<Change<DraftOutcome>> {
  const pkg = await lockPackage(tx, unlockedRun.packageId)
  const run = await lockRun(tx, unlockedRun.id)
  if (run.finishedAt || run.phase === 'CLEANING') return { result: 'CHANGED' }
  if (isComplete && run.cancelRequestedAt) return { result: 'CANCELED' }
  if (isComplete && (run.listedAt === null || run.requestedAt > run.listedAt)) return { result: 'REQUESTED_AGAIN' }

  const author = { runId: run.id, generated: false }
  const plannedCount = await tx.syncItem.count({ where: { ...author, action: { not: 'IGNORE' } } })
  // The run ended before it found anything to do: keep the draft and its findings.
  if (!isComplete && plannedCount === 0) return { result: 'CHANGED' }
  const copiedCount = await tx.syncItem.count({ where: { ...author, action: 'COPY', status: 'DONE' } })
  const applied = isComplete || copiedCount > 0 ? check : null
  const marks = applied ?? { videos: null, sounds: null, usedMediaTypes: null }
  const isChanged = (await findChangedFiles(tx, run, isComplete, marks)) > 0
  const revision = isChanged ? pkg.revision + 1 : pkg.revision
  if (isChanged) await replaceChangedFiles(tx, run, revision, isComplete)
  else await refreshGeneratedFiles(tx, run)
  if (applied) {
    const { findings, checkedWith } = applied
    await replaceFindings(tx, run.packageId, revision, findings)
    const misspelledPaths = applied.misspelledPaths ?? undefined
    await tx.package.update({ where: { id: pkg.id }, data: { checkedWith, misspelledPaths } })
  }
  if (isChanged) await createDraft(tx, run, revision, settled)
  else
    await tx.draft.updateMany({
      where: { packageId: run.packageId, revision },
      data: { settled, synchronizedAt: new Date() },
    })
  const ended = isChanged ? { draftEndedAt: null } : {}
  await tx.package.update({ where: { id: pkg.id }, data: { revision, ...ended } })
  await tx.syncRun.update({
    where: { id: run.id },
    data: { phase: 'CLEANING', unsettledPaths, ...stillUploadingError(unsettledPaths) },
  })
  const event: Event = {
    ...runEvent(
      pkg,
      run,
      'package.synchronized',
      isChanged
        ? `Updated the draft of "${pkg.title}" to revision ${revision}`
        : `Found nothing new in Dropbox for "${pkg.title}"`,
    ),
    before: { revision: pkg.revision },
    after: { revision, settled },
  }
  return { result: 'CHANGED', events: [{ ...event, by: runAttribution(run) }] }
}

/** The error of a run that copied only what had arrived in Dropbox, so that another run is needed. */
const stillUploadingError = ([first]: string[]) =>
  first === undefined
    ? {}
    : {
        error: {
          code: 'STILL_UPLOADING',
          message: `Dropbox is still uploading files, for example ${first}. Lectern copied what had arrived. Synchronize again when Dropbox has finished.`,
          path: first,
        },
      }

const runAttribution = (run: SyncRun): Attribution => ({ ...systemActor, actor: run.startedBy as Attribution['actor'] })

async function createDraft(tx: Tx, run: SyncRun, revision: number, settled: boolean): Promise<void> {
  const sums = await tx.draftFile.aggregate({
    where: { packageId: run.packageId, untilRevision: null, generated: false },
    _count: true,
    _sum: { bytes: true },
  })
  const key = { packageId: run.packageId, revision }
  const data = { syncRunId: run.id, settled, fileCount: sums._count, bytes: sums._sum.bytes ?? 0n }
  await tx.draft.create({ data: { ...key, ...data, filesHash: await filesHash(tx, key) } })
}

/** Records how many objects that are no longer files of the draft were removed. */
export async function recordCleaning(tx: Tx, run: SyncRun, removed: number): Promise<Change<null>> {
  if (removed === 0) return { result: null }
  const pkg = await lockPackage(tx, run.packageId)
  const summary = `Removed ${formatCount(removed, 'old file')} of "${pkg.title}"`
  return { result: null, events: [{ ...runEvent(pkg, run, 'package.cleaned', summary), after: { removed } }] }
}
