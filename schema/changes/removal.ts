import type { Tx } from '../database.ts'
import { isPast } from '../reads/past-drafts.ts'
import { referencedVersions } from '../reads/referenced-versions.ts'
import { lockPackage, type Outcome } from './change.ts'

/** A multipart upload that S3 still holds. */
export type HeldUpload = { key: string; s3UploadId: string }

/**
 * Takes away what nobody needs any more of a package's rows: drafts that are past, with the files and findings that only they have, and uploads
 * that were begun before that moment. While a run is open nothing goes. The draft that a release was made of keeps its row without files: it
 * says by which run. Returns how many drafts went, and the uploads that S3 may forget.
 */
export async function removePast(
  tx: Tx,
  packageId: string,
  before: Date,
): Promise<{ revisions: number; uploads: HeldUpload[] }> {
  await lockPackage(tx, packageId)
  const [gone] = await tx.$queryRaw<{ revisions: number }[]>`
    WITH past AS (
      SELECT revision FROM draft WHERE package_id = ${packageId}::uuid AND ${isPast(before)}
    ), kept AS (
      SELECT revision FROM draft WHERE package_id = ${packageId}::uuid AND revision NOT IN (SELECT revision FROM past)
    ), file AS (
      DELETE FROM draft_file WHERE package_id = ${packageId}::uuid AND until_revision IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM kept WHERE kept.revision >= from_revision AND kept.revision < until_revision)
      RETURNING from_revision, until_revision
    ), finding AS (
      DELETE FROM finding WHERE package_id = ${packageId}::uuid AND until_revision IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM kept WHERE kept.revision >= from_revision AND kept.revision < until_revision)
    ), unreleased AS (
      DELETE FROM draft WHERE package_id = ${packageId}::uuid AND revision IN (SELECT revision FROM past) AND NOT EXISTS (
        SELECT 1 FROM release WHERE release.package_id = draft.package_id AND release.revision = draft.revision AND release.removed_at IS NULL)
      RETURNING revision
    )
    SELECT count(*)::int AS revisions FROM past
    WHERE revision IN (SELECT revision FROM unreleased)
      OR EXISTS (SELECT 1 FROM file WHERE past.revision >= from_revision AND past.revision < until_revision)`
  const uploads = await tx.$queryRaw<HeldUpload[]>`
    DELETE FROM upload WHERE package_id = ${packageId}::uuid AND opened_at < ${before}
      AND NOT EXISTS (SELECT 1 FROM sync_run WHERE package_id = ${packageId}::uuid AND finished_at IS NULL)
    RETURNING key, s3_upload_id AS "s3UploadId"`
  return { revisions: gone!.revisions, uploads }
}

/**
 * Proves which of these versions no row points at, and has the items of runs that are over forget them, so that nobody looks for bytes that
 * are about to go. A version that is free stays so: rows only take over versions that were just put, or that another row points at.
 */
export async function freeVersions(tx: Tx, versionIds: string[]): Promise<Set<string>> {
  const referenced = await referencedVersions(tx, versionIds)
  const free = versionIds.filter(versionId => !referenced.has(versionId))
  await tx.$executeRaw`UPDATE sync_item SET key = NULL, version_id = NULL, etag = NULL WHERE version_id = ANY(${free})`
  return new Set(free)
}

/** What a night's removal came to. */
export type Tidied = { revisions: number; uploads: number; versions: number; bytes: number }

/** Says once what a night's removal (`tidyingId`) took away; nothing when that was nothing. */
export async function recordTidying(tx: Tx, tidyingId: string, tidied: Tidied): Promise<Outcome<null>> {
  const { revisions, uploads, versions } = tidied
  const subject = { subjectType: 'Tidying', subjectId: tidyingId }
  if (revisions + uploads + versions === 0 || (await tx.auditEvent.count({ where: subject })) > 0)
    return { result: null }
  const summary = `Removed what nothing needs any more: ${versions} old versions of files, ${revisions} past drafts, ${uploads} unfinished uploads`
  return { result: null, events: [{ action: 'storage.tidied', ...subject, summary, after: tidied }] }
}
