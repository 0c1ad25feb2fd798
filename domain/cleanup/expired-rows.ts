import { z } from 'zod'
import { Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { lockPackage } from '../transaction.ts'
import { referencedVersions } from './referenced-versions.ts'
import { supersededDraftSql } from './superseded-drafts.ts'

const unfinishedUploadRow = z.object({ key: z.string(), s3UploadId: z.string() })

/** A multipart upload that S3 still holds. */
export type UnfinishedUpload = z.infer<typeof unfinishedUploadRow>

const removedRow = z.object({ revisions: z.number() })

/**
 * Deletes rows of a package that are no longer needed: superseded drafts with the files and findings that only they
 * have, and uploads that started before `before`. Deletes nothing while a sync run is open. A draft from which a
 * release was made loses its files but keeps its row and findings: they record which run made it, and whether an
 * environment's policy allows it. The findings before those of the current draft stay too: they tell what it fixed. Returns the number of drafts, and the uploads to abort in S3.
 */
export async function removeExpiredRows(
  tx: Tx,
  packageId: string,
  before: Date,
): Promise<{ revisions: number; uploads: UnfinishedUpload[] }> {
  await lockPackage(tx, packageId)
  const [removed] = await rows(
    tx,
    removedRow,
    Prisma.sql`
    WITH past AS (
      SELECT revision FROM draft WHERE package_id = ${packageId}::uuid AND ${supersededDraftSql(before)}
    ), kept AS (
      SELECT revision FROM draft WHERE package_id = ${packageId}::uuid AND revision NOT IN (SELECT revision FROM past)
    ), released AS (
      SELECT revision FROM release WHERE package_id = ${packageId}::uuid AND removed_at IS NULL
    ), file AS (
      DELETE FROM draft_file WHERE package_id = ${packageId}::uuid AND until_revision IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM kept WHERE kept.revision >= from_revision AND kept.revision < until_revision)
      RETURNING from_revision, until_revision
    ), finding AS (
      DELETE FROM finding WHERE package_id = ${packageId}::uuid
        AND until_revision < (SELECT revision FROM package WHERE id = ${packageId}::uuid)
        AND NOT EXISTS (SELECT 1 FROM (SELECT * FROM kept UNION SELECT * FROM released) AS needed
          WHERE needed.revision >= from_revision AND needed.revision < until_revision)
    ), unreleased AS (
      DELETE FROM draft WHERE package_id = ${packageId}::uuid AND revision IN (SELECT revision FROM past)
        AND revision NOT IN (SELECT revision FROM released)
      RETURNING revision
    )
    SELECT count(*)::int AS revisions FROM past
    WHERE revision IN (SELECT revision FROM unreleased)
      OR EXISTS (SELECT 1 FROM file WHERE past.revision >= from_revision AND past.revision < until_revision)`,
  )
  const uploads = await rows(
    tx,
    unfinishedUploadRow,
    Prisma.sql`
    DELETE FROM upload WHERE package_id = ${packageId}::uuid AND opened_at < ${before}
      AND NOT EXISTS (SELECT 1 FROM sync_run WHERE package_id = ${packageId}::uuid AND finished_at IS NULL)
    RETURNING key, s3_upload_id AS "s3UploadId"`,
  )
  return { revisions: removed!.revisions, uploads }
}

/**
 * Returns which of these object versions no row references, and clears them from the items of ended runs, because their
 * bytes are about to be deleted. An unreferenced version stays unreferenced: rows only adopt versions that were just
 * stored, or that another row references.
 */
export async function releaseUnreferencedVersions(tx: Tx, versionIds: string[]): Promise<Set<string>> {
  const referenced = await referencedVersions(tx, versionIds)
  const unreferenced = versionIds.filter(versionId => !referenced.has(versionId))
  await tx.$executeRaw`UPDATE sync_item SET key = NULL, version_id = NULL, etag = NULL WHERE version_id = ANY(${unreferenced})`
  return new Set(unreferenced)
}

/** Deletes viewer tokens that expired before `before`. Returns how many. */
export async function removeExpiredViewerTokens(tx: Tx, before: Date): Promise<number> {
  return (await tx.viewerToken.deleteMany({ where: { expiresAt: { lt: before } } })).count
}
