import { Prisma } from '../database.ts'
import { isReleaseKeptSql } from '../files/content-version.ts'

/** SQL predicate over a row of `encoding`: it has an open attempt, or an open transcode or publication requests it. */
const isInProgressSql = Prisma.sql`(
  EXISTS (SELECT 1 FROM attempt WHERE attempt.encoding_id = encoding.id AND attempt.finished_at IS NULL)
  OR EXISTS (SELECT 1 FROM encoding_request WHERE encoding_request.encoding_id = encoding.id AND encoding_request.dropped_at IS NULL AND (
    EXISTS (SELECT 1 FROM transcode WHERE transcode.id = encoding_request.transcode_id AND transcode.finished_at IS NULL)
    OR EXISTS (SELECT 1 FROM publication WHERE publication.id = encoding_request.publication_id AND publication.finished_at IS NULL))))`

/**
 * SQL predicate over a row of `encoding`: something references it. That is work in progress, or a release that is not
 * removed. It is also any draft that is kept, and the manifest of an open run, unless its stream is in another profile.
 */
export const isReferencedEncodingSql = (profile: string): Prisma.Sql => Prisma.sql`(
  ${isInProgressSql}
  OR EXISTS (SELECT 1 FROM release_video AS video JOIN release ON release.id = video.release_id
    WHERE video.encoding_id = encoding.id AND release.removed_at IS NULL)
  OR ((encoding.profile = ${profile} OR (encoding.status = 'READY' AND NOT EXISTS (
    SELECT 1 FROM encoding AS newer WHERE newer.content_hash = encoding.content_hash AND newer.status = 'READY' AND newer.removed_at IS NULL
      AND newer.id <> encoding.id AND (newer.profile = ${profile} OR newer.created_at > encoding.created_at)))) AND (
    EXISTS (SELECT 1 FROM draft_file AS file WHERE file.content_hash = encoding.content_hash AND file.video_id IS NOT NULL)
    OR EXISTS (SELECT 1 FROM sync_run AS run JOIN manifest_video AS video ON video.package_id = run.package_id
      WHERE run.finished_at IS NULL AND video.content_hash = encoding.content_hash))))`

/**
 * SQL predicate over a row of `probe`: a job reads its source, or will soon. Its encoding is in progress, or an open
 * transcode expects the video.
 */
export const isReferencedSourceSql: Prisma.Sql = Prisma.sql`(
  EXISTS (SELECT 1 FROM encoding WHERE encoding.content_hash = probe.content_hash AND ${isInProgressSql})
  OR EXISTS (SELECT 1 FROM transcode WHERE transcode.finished_at IS NULL AND (
    EXISTS (SELECT 1 FROM manifest_video AS video WHERE video.package_id = transcode.package_id AND video.content_hash = probe.content_hash)
    OR EXISTS (SELECT 1 FROM draft_file AS file
      WHERE file.content_hash = probe.content_hash AND file.package_id = transcode.package_id AND file.until_revision IS NULL))))`

/**
 * SQL predicate over a row of `converted_captions`: a draft that is kept, a release that is not removed, or an open run
 * has a file with this content.
 */
export const isReferencedCaptionsSql: Prisma.Sql = Prisma.sql`(
  EXISTS (SELECT 1 FROM draft_file AS file WHERE file.content_hash = converted_captions.content_hash)
  OR EXISTS (SELECT 1 FROM package JOIN release_file AS file
      ON file.package_id = package.id AND file.content_hash = converted_captions.content_hash
    WHERE ${isReleaseKeptSql})
  OR EXISTS (SELECT 1 FROM sync_run AS run JOIN sync_item AS item ON item.run_id = run.id
    WHERE run.finished_at IS NULL AND item.content_hash = converted_captions.content_hash))`
