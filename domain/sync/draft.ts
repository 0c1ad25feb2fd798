import { type Attribution, systemActor } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import { Prisma, type SyncRun, type Tx } from '../database.ts'
import { ambiguousVideoPattern } from '../files/video-files.ts'
import type { NewFinding } from '../findings/finding.ts'
import { replaceFindings } from '../findings/replace-findings.ts'
import { formatCount } from '../format-count.ts'
import { disableNestedLoops, lockPackage, lockRun } from '../transaction.ts'
import { canHavePictureSql } from '../transcode/alternate-sources.ts'
import { runEvent } from './sync-runs.ts'

/**
 * A change of the draft. `isComplete`: apply everything that was planned; false after a cancellation or failure applies
 * only the finished copies. `settled`: the Dropbox folder had stopped changing; if false, `unsettledPaths` lists what
 * was still changing. `findings`: null keeps the current findings.
 */
export type DraftChange = {
  run: SyncRun
  isComplete: boolean
  settled: boolean
  unsettledPaths: string[]
  findings: NewFinding[] | null
  /** What the check of the package found out about its videos. Null if it found out nothing: they stay as they are. */
  videos: VideoMark[] | null
  /** Paths of files and folders that links spell with other letter case. Read with `findings`. */
  misspelledPaths: string[] | null
  /** The media types of files that pages use as something else than their names say, by path. Read with `findings`. */
  usedMediaTypes: Record<string, string> | null
}

/** A video of the package: whether its pages show it only as decoration, and what is encoded in its place. */
export type VideoMark = { path: string; decorative: boolean; alternateOf: string | null }

/**
 * `REQUESTED_AGAIN`: the run was requested again after its last listing started, so it must list again first. `CANCELED`:
 * the run was canceled before its draft changed.
 */
export type DraftOutcome = 'CHANGED' | 'REQUESTED_AGAIN' | 'CANCELED'

/**
 * Changes the draft in one transaction: a new revision with its files, videos, and findings, and the run's phase
 * CLEANING. Nothing else changes a draft. Rejects a complete change if the run was canceled, or requested again after
 * the last listing started, so that a file saved before that request is never missed. A second call for a run does
 * nothing.
 */
export async function changeDraft(
  tx: Tx,
  {
    run: unlockedRun,
    isComplete,
    settled,
    unsettledPaths,
    findings,
    videos,
    misspelledPaths,
    usedMediaTypes,
  }: DraftChange,
): Promise<Change<DraftOutcome>> {
  const pkg = await lockPackage(tx, unlockedRun.packageId)
  const run = await lockRun(tx, unlockedRun.id)
  if (run.finishedAt || run.phase === 'CLEANING') return { result: 'CHANGED' }
  if (isComplete && run.cancelRequestedAt) return { result: 'CANCELED' }
  if (isComplete && (run.listedAt === null || run.requestedAt > run.listedAt)) return { result: 'REQUESTED_AGAIN' }

  const changedCount = await tx.syncItem.count({
    where: {
      runId: run.id,
      generated: false,
      OR: [{ action: 'COPY', status: 'DONE' }, ...(isComplete ? [{ action: 'DELETE' as const }] : [])],
    },
  })
  const plannedCount = await tx.syncItem.count({
    where: { runId: run.id, action: { not: 'IGNORE' }, generated: false },
  })
  // The run ended before it found anything to do: keep the draft and its findings.
  if (!isComplete && plannedCount === 0) return { result: 'CHANGED' }
  const revision = changedCount > 0 ? pkg.revision + 1 : pkg.revision
  if (changedCount > 0) await replaceDraftFiles(tx, run, revision, isComplete)
  else await refreshGeneratedFiles(tx, run)
  if (findings && (isComplete || changedCount > 0)) {
    await replaceFindings(tx, run.packageId, revision, findings)
    if (videos) await markVideos(tx, run.packageId, revision, videos)
    if (usedMediaTypes) await setUsedMediaTypes(tx, run.packageId, revision, usedMediaTypes)
    if (misspelledPaths) await tx.package.update({ where: { id: pkg.id }, data: { misspelledPaths } })
  }
  if (changedCount > 0) await createDraft(tx, run, revision, settled)
  else
    await tx.draft.updateMany({
      where: { packageId: run.packageId, revision },
      data: { settled, synchronizedAt: new Date() },
    })
  const ended = changedCount > 0 ? { draftEndedAt: null } : {}
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
      changedCount > 0
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

async function replaceDraftFiles(tx: Tx, run: SyncRun, revision: number, isComplete: boolean): Promise<void> {
  await disableNestedLoops(tx)
  await tx.$executeRaw`
    UPDATE draft_file SET until_revision = ${revision} FROM sync_item AS item
    WHERE item.run_id = ${run.id}::uuid AND draft_file.package_id = ${run.packageId}::uuid AND draft_file.path = item.path
      AND draft_file.until_revision IS NULL
      AND ((item.action = 'COPY' AND item.status = 'DONE') OR (${isComplete} AND item.action = 'DELETE'))`
  await tx.$executeRaw`
    INSERT INTO video (id, package_id, path)
    SELECT gen_random_uuid(), ${run.packageId}::uuid, path FROM sync_item
    WHERE run_id = ${run.id}::uuid AND action = 'COPY' AND status = 'DONE' AND video AND path !~* ${ambiguousVideoPattern}
    ON CONFLICT (package_id, path) DO NOTHING`
  await tx.$executeRaw`
    INSERT INTO draft_file (package_id, path, path_key, from_revision, content_hash, bytes, modified_at, media_type, content_encoding, key,
      version_id, etag, stored_bytes, tag_version, generated, video_id)
    SELECT ${run.packageId}::uuid, item.path, path_key, ${revision}, content_hash, bytes, modified_at, media_type, content_encoding, key,
      version_id, etag, stored_bytes, tag_version, generated, video.id
    FROM sync_item AS item LEFT JOIN video ON item.video AND item.path !~* ${ambiguousVideoPattern}
      AND ${canHavePictureSql(Prisma.sql`item.content_hash`)}
      AND video.package_id = ${run.packageId}::uuid AND video.path = item.path
    WHERE run_id = ${run.id}::uuid AND action = 'COPY' AND status = 'DONE'`
}

/** Updates Lectern's own files in the current revision. The author changed nothing, so there is no new revision. */
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

/**
 * Sets `used_media_type` of the current files, with the charset of their own media type. A file that an earlier revision
 * shows otherwise gets a row of its own from this revision on.
 */
async function setUsedMediaTypes(
  tx: Tx,
  packageId: string,
  revision: number,
  types: Record<string, string>,
): Promise<void> {
  const typeSql = Prisma.sql`(${JSON.stringify(types)}::jsonb ->> path) || coalesce(substring(media_type FROM ';.*$'), '')`
  const isOutdatedSql = Prisma.sql`package_id = ${packageId}::uuid AND until_revision IS NULL AND NOT generated
    AND used_media_type IS DISTINCT FROM ${typeSql}`
  await tx.$executeRaw`
    UPDATE draft_file SET used_media_type = ${typeSql} WHERE ${isOutdatedSql} AND from_revision = ${revision}`
  await tx.$executeRaw`
    WITH earlier AS (
      UPDATE draft_file SET until_revision = ${revision} WHERE ${isOutdatedSql} AND from_revision < ${revision} RETURNING *
    )
    INSERT INTO draft_file (package_id, path, path_key, from_revision, content_hash, bytes, modified_at, media_type, used_media_type,
      content_encoding, key, version_id, etag, stored_bytes, damaged, tag_version, generated, decorative, alternate_of, video_id)
    SELECT package_id, path, path_key, ${revision}, content_hash, bytes, modified_at, media_type, ${typeSql},
      content_encoding, key, version_id, etag, stored_bytes, damaged, tag_version, generated, decorative, alternate_of, video_id
    FROM earlier`
}

/**
 * Writes what the check of the package found out about the current videos. A file that an earlier revision shows
 * otherwise gets a row of its own from this revision on.
 */
async function markVideos(tx: Tx, packageId: string, revision: number, marks: VideoMark[]): Promise<void> {
  const marksSql = Prisma.sql`
    jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) AS mark(path text, decorative boolean, "alternateOf" text)`
  await tx.$executeRaw`
    INSERT INTO video (id, package_id, path) SELECT gen_random_uuid(), ${packageId}::uuid, mark.path FROM ${marksSql}
    WHERE mark.path ~* ${ambiguousVideoPattern} ON CONFLICT (package_id, path) DO NOTHING`
  const outdatedSql = Prisma.sql`
    SELECT path, from_revision, new_decorative, new_alternate_of, new_video_id FROM (
      SELECT file.*, coalesce(mark.decorative, false) AS new_decorative, mark."alternateOf" AS new_alternate_of,
        CASE WHEN file.path !~* ${ambiguousVideoPattern} THEN file.video_id WHEN mark.path IS NOT NULL THEN video.id END AS new_video_id
      FROM draft_file AS file LEFT JOIN ${marksSql} ON mark.path = file.path
        LEFT JOIN video ON video.package_id = file.package_id AND video.path = mark.path
      WHERE file.package_id = ${packageId}::uuid AND file.until_revision IS NULL AND (file.video_id IS NOT NULL OR mark.path IS NOT NULL)
    ) AS file
    WHERE decorative <> new_decorative OR alternate_of IS DISTINCT FROM new_alternate_of OR video_id IS DISTINCT FROM new_video_id`
  await tx.$executeRaw`
    UPDATE draft_file AS file SET decorative = new_decorative, alternate_of = new_alternate_of, video_id = new_video_id
    FROM (${outdatedSql}) AS outdated
    WHERE file.package_id = ${packageId}::uuid AND file.path = outdated.path AND file.from_revision = outdated.from_revision
      AND file.from_revision = ${revision}`
  await tx.$executeRaw`
    WITH outdated AS (${outdatedSql}), earlier AS (
      UPDATE draft_file AS file SET until_revision = ${revision} FROM outdated
      WHERE file.package_id = ${packageId}::uuid AND file.path = outdated.path AND file.from_revision = outdated.from_revision
        AND file.from_revision < ${revision} RETURNING file.*
    )
    INSERT INTO draft_file (package_id, path, path_key, from_revision, content_hash, bytes, modified_at, media_type, used_media_type,
      content_encoding, key, version_id, etag, stored_bytes, damaged, tag_version, generated, decorative, alternate_of, video_id)
    SELECT package_id, earlier.path, path_key, ${revision}, content_hash, bytes, modified_at, media_type, used_media_type,
      content_encoding, key, version_id, etag, stored_bytes, damaged, tag_version, generated, new_decorative, new_alternate_of, new_video_id
    FROM earlier JOIN outdated USING (path)`
}

/** Records how many objects that are no longer files of the draft were removed. */
export async function recordCleaning(tx: Tx, run: SyncRun, removed: number): Promise<Change<null>> {
  if (removed === 0) return { result: null }
  const pkg = await lockPackage(tx, run.packageId)
  const summary = `Removed ${formatCount(removed, 'old file')} of "${pkg.title}"`
  return { result: null, events: [{ ...runEvent(pkg, run, 'package.cleaned', summary), after: { removed } }] }
}
