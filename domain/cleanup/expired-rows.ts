import type { Tx } from '../database.ts'
import { supersededDraftSql } from './superseded-drafts.ts'
import { referencedVersions } from './referenced-versions.ts'
import { lockPackage } from '../transaction.ts'
import type { Change } from '../audit/change.ts'

/** A multipart upload that S3 still holds. */
export type UnfinishedUpload = { key: string; s3UploadId: string }

/**
 * Takes away what nobody needs any more of a package's rows: drafts that are past, with the files and findings that only they have, and uploads
 * that were begun before that moment. While a run is open nothing goes. The draft that a release was made of keeps its row and its findings
 * without files: they say by which run it was made, and whether an environment's policy lets it be shown. Returns how many drafts went, and the uploads that S3 may forget.
 */
export async function removeExpiredRows(
  tx: Tx,
  packageId: string,
  before: Date,
): Promise<{ revisions: number; uploads: UnfinishedUpload[] }> {
  await lockPackage(tx, packageId)
  const [gone] = await tx.$queryRaw<{ revisions: number }[]>`
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
      DELETE FROM finding WHERE package_id = ${packageId}::uuid AND until_revision IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM (SELECT * FROM kept UNION SELECT * FROM released) AS needed
          WHERE needed.revision >= from_revision AND needed.revision < until_revision)
    ), unreleased AS (
      DELETE FROM draft WHERE package_id = ${packageId}::uuid AND revision IN (SELECT revision FROM past)
        AND revision NOT IN (SELECT revision FROM released)
      RETURNING revision
    )
    SELECT count(*)::int AS revisions FROM past
    WHERE revision IN (SELECT revision FROM unreleased)
      OR EXISTS (SELECT 1 FROM file WHERE past.revision >= from_revision AND past.revision < until_revision)`
  const uploads = await tx.$queryRaw<UnfinishedUpload[]>`
    DELETE FROM upload WHERE package_id = ${packageId}::uuid AND opened_at < ${before}
      AND NOT EXISTS (SELECT 1 FROM sync_run WHERE package_id = ${packageId}::uuid AND finished_at IS NULL)
    RETURNING key, s3_upload_id AS "s3UploadId"`
  return { revisions: gone!.revisions, uploads }
}

/**
 * Proves which of these versions no row points at, and has the items of runs that are over forget them, so that nobody looks for bytes that
 * are about to go. A version that is free stays so: rows only take over versions that were just put, or that another row points at.
 */
export async function releaseUnreferencedVersions(tx: Tx, versionIds: string[]): Promise<Set<string>> {
  const referenced = await referencedVersions(tx, versionIds)
  const unreferenced = versionIds.filter(versionId => !referenced.has(versionId))
  await tx.$executeRaw`UPDATE sync_item SET key = NULL, version_id = NULL, etag = NULL WHERE version_id = ANY(${unreferenced})`
  return new Set(unreferenced)
}

/**
 * What a night's removal came to: releases, past drafts, unfinished uploads, streams, their sources, converted captions, old versions of files
 * and viewers' addresses that were over; and the bytes of all of them in S3.
 */
export type CleanupCounts = Record<CleanupKind, number> & { bytes: number }

const kindLabels = {
  releases: 'releases',
  revisions: 'past drafts',
  uploads: 'unfinished uploads',
  streams: 'streams',
  sources: 'sources of streams',
  captions: 'converted captions',
  versions: 'old versions of files',
  viewerTokens: "viewers' addresses",
}
export type CleanupKind = keyof typeof kindLabels

/** Says once what a night's removal (`tidyingId`) took away; nothing when that was nothing. */
export async function recordCleanup(tx: Tx, cleanupId: string, counts: CleanupCounts): Promise<Change<null>> {
  const subject = { subjectType: 'Tidying', subjectId: cleanupId }
  const parts = Object.entries(kindLabels).flatMap(([kind, name]) => {
    const count = counts[kind as CleanupKind]
    return count > 0 ? `${count} ${name}` : []
  })
  if (parts.length === 0 || (await tx.auditEvent.count({ where: subject })) > 0) return { result: null }
  const summary = `Removed what nothing needs any more: ${parts.join(', ')}`
  return { result: null, events: [{ action: 'storage.cleaned', ...subject, summary, after: counts }] }
}

/** Forgets viewers' addresses that were over before that moment; returns how many. */
export async function removeExpiredViewerTokens(tx: Tx, before: Date): Promise<number> {
  return (await tx.viewerToken.deleteMany({ where: { expiresAt: { lt: before } } })).count
}
