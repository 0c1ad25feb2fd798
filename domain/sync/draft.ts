import { type Attribution, systemActor } from '../audit/actor.ts'
import { Prisma, type SyncRun, type Tx } from '../database.ts'
import { canHavePictureSql } from '../transcode/alternate-sources.ts'
import { disableNestedLoops, lockPackage, lockRun } from '../transaction.ts'
import type { Change, Event } from '../audit/change.ts'
import type { NewFinding } from '../findings/finding.ts'
import { runEvent } from './sync-runs.ts'

/**
 * How the draft is to change: all that was planned (`whole`), or, after a cancel or failure, only the copies that are done. `settled`:
 * Dropbox had come to rest; else `unsettledPaths` tells what it was still changing. `findings`: null when they stay as they are.
 */
export type DraftChange = {
  run: SyncRun
  whole: boolean
  settled: boolean
  unsettledPaths: string[]
  findings: NewFinding[] | null
}

/** `ASKED_AGAIN`: somebody asked after the last listing began, and another one must come first. `CANCELED`: somebody stopped it before. */
export type DraftOutcome = 'CHANGED' | 'ASKED_AGAIN' | 'CANCELED'

/**
 * The one moment at which a draft changes: a new revision with its files, videos and findings, and the run's phase CLEANING, in one
 * transaction. All that was planned is refused when somebody asked after the last listing began, so that a file saved before that click is
 * never missed, and when somebody stopped the run. Doing it twice for a run changes nothing more.
 */
export async function changeDraft(
  tx: Tx,
  { run: unlockedRun, whole, settled, unsettledPaths, findings }: DraftChange,
): Promise<Change<DraftOutcome>> {
  const pkg = await lockPackage(tx, unlockedRun.packageId)
  const run = await lockRun(tx, unlockedRun.id)
  if (run.finishedAt || run.phase === 'CLEANING') return { result: 'CHANGED' }
  if (whole && run.cancelRequestedAt) return { result: 'CANCELED' }
  if (whole && (run.listedAt === null || run.requestedAt > run.listedAt)) return { result: 'ASKED_AGAIN' }

  const changedCount = await tx.syncItem.count({
    where: {
      runId: run.id,
      generated: false,
      OR: [{ action: 'COPY', status: 'DONE' }, ...(whole ? [{ action: 'DELETE' as const }] : [])],
    },
  })
  const plannedCount = await tx.syncItem.count({
    where: { runId: run.id, action: { not: 'IGNORE' }, generated: false },
  })
  // A run that ended before it found anything to do leaves the draft as it is, with its findings.
  if (!whole && plannedCount === 0) return { result: 'CHANGED' }
  const revision = changedCount > 0 ? pkg.revision + 1 : pkg.revision
  if (changedCount > 0) await replaceDraftFiles(tx, run, revision, whole)
  else await refreshGeneratedFiles(tx, run)
  if (findings && (whole || changedCount > 0)) await replaceFindings(tx, run.packageId, revision, findings)
  if (changedCount > 0) await createDraft(tx, run, revision, settled)
  else
    await tx.draft.updateMany({
      where: { packageId: run.packageId, revision },
      data: { settled, synchronizedAt: new Date() },
    })
  await tx.package.update({ where: { id: pkg.id }, data: { revision } })
  await tx.syncRun.update({
    where: { id: run.id },
    data: { phase: 'CLEANING', unsettledPaths, ...stillUploadingError(unsettledPaths) },
  })
  const event: Event = {
    ...runEvent(
      pkg,
      run,
      'package.synchronized',
      changedCount > 0 ? `has a new draft, no. ${revision}` : 'has nothing new in Dropbox',
    ),
    before: { revision: pkg.revision },
    after: { revision, settled },
  }
  return { result: 'CHANGED', events: [{ ...event, by: runAttribution(run) }] }
}

/** A run that took what there was says so, and that a later one is needed. */
const stillUploadingError = ([first]: string[]) =>
  first === undefined
    ? {}
    : {
        error: {
          code: 'STILL_UPLOADING',
          message: `Dropbox is still uploading, for example ${first}. What had arrived was taken. Synchronise again when Dropbox is done.`,
          path: first,
        },
      }

const runAttribution = (run: SyncRun): Attribution => ({ ...systemActor, actor: run.startedBy as Attribution['actor'] })

async function replaceDraftFiles(tx: Tx, run: SyncRun, revision: number, whole: boolean): Promise<void> {
  await disableNestedLoops(tx)
  await tx.$executeRaw`
    UPDATE draft_file SET until_revision = ${revision} FROM sync_item AS item
    WHERE item.run_id = ${run.id}::uuid AND draft_file.package_id = ${run.packageId}::uuid AND draft_file.path = item.path
      AND draft_file.until_revision IS NULL
      AND ((item.action = 'COPY' AND item.status = 'DONE') OR (${whole} AND item.action = 'DELETE'))`
  await tx.$executeRaw`
    INSERT INTO video (id, package_id, path)
    SELECT gen_random_uuid(), ${run.packageId}::uuid, path FROM sync_item
    WHERE run_id = ${run.id}::uuid AND action = 'COPY' AND status = 'DONE' AND video
    ON CONFLICT (package_id, path) DO NOTHING`
  await tx.$executeRaw`
    INSERT INTO draft_file (package_id, path, from_revision, content_hash, bytes, modified_at, media_type, key, version_id, etag, stored_bytes,
      tag_version, generated, video_id)
    SELECT ${run.packageId}::uuid, item.path, ${revision}, content_hash, bytes, modified_at, media_type, key, version_id, etag, stored_bytes,
      tag_version, generated, video.id
    FROM sync_item AS item LEFT JOIN video ON item.video AND ${canHavePictureSql(Prisma.sql`item.content_hash`)}
      AND video.package_id = ${run.packageId}::uuid AND video.path = item.path
    WHERE run_id = ${run.id}::uuid AND action = 'COPY' AND status = 'DONE'`
}

/** Without a change of the author's there is no new revision: Lectern's own files of the present one are only renewed. */
async function refreshGeneratedFiles(tx: Tx, run: SyncRun): Promise<void> {
  await tx.$executeRaw`
    UPDATE draft_file AS file SET content_hash = item.content_hash, bytes = item.bytes, modified_at = item.modified_at,
      media_type = item.media_type, key = item.key, version_id = item.version_id, etag = item.etag, stored_bytes = item.stored_bytes,
      damaged = false
    FROM sync_item AS item
    WHERE item.run_id = ${run.id}::uuid AND item.generated AND item.status = 'DONE'
      AND file.package_id = ${run.packageId}::uuid AND file.path = item.path AND file.generated AND file.until_revision IS NULL`
}

async function createDraft(tx: Tx, run: SyncRun, revision: number, settled: boolean): Promise<void> {
  const sums = await tx.draftFile.aggregate({
    where: { packageId: run.packageId, untilRevision: null, generated: false },
    _count: true,
    _sum: { bytes: true },
  })
  const data = { syncRunId: run.id, settled, fileCount: sums._count, bytes: sums._sum.bytes ?? 0n }
  await tx.draft.create({ data: { packageId: run.packageId, revision, ...data } })
}

async function replaceFindings(tx: Tx, packageId: string, revision: number, findings: NewFinding[]): Promise<void> {
  await tx.finding.deleteMany({ where: { packageId, fromRevision: revision } })
  await tx.finding.updateMany({ where: { packageId, untilRevision: null }, data: { untilRevision: revision } })
  await tx.finding.createMany({ data: findings.map(finding => ({ ...finding, packageId, fromRevision: revision })) })
}

/** Says how many of the objects that are no file any more were taken away. */
export async function recordCleaning(tx: Tx, run: SyncRun, removed: number): Promise<Change<null>> {
  if (removed === 0) return { result: null }
  const pkg = await lockPackage(tx, run.packageId)
  return {
    result: null,
    events: [
      { ...runEvent(pkg, run, 'package.cleaned', `was tidied: ${removed} old files removed`), after: { removed } },
    ],
  }
}
