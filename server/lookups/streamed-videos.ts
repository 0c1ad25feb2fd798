import type { Database } from '@lectern/schema/database'
import { profile } from '@lectern/workflows/contract'

/** A video and where its stream lies in S3; keys are null while there is none. */
export type StreamedVideo = {
  path: string
  masterKey: string | null
  posterKey: string | null
  durationSeconds: number | null
}

/** A release's videos by path, each with the attempt that the release shows for ever. */
export function releaseVideos(database: Database, releaseId: string): Promise<StreamedVideo[]> {
  return database.$queryRaw<StreamedVideo[]>`
    SELECT video.path, attempt.master_key AS "masterKey", attempt.poster_key AS "posterKey", attempt.duration_seconds AS "durationSeconds"
    FROM release_video AS video JOIN attempt ON attempt.encoding_id = video.encoding_id AND attempt.number = video.attempt
    WHERE video.release_id = ${releaseId}::uuid ORDER BY video.path COLLATE "C"`
}

/** A revision's videos by path, each with the newest stream of the present profile that is READY. */
export function draftVideos(database: Database, packageId: string, revision: number): Promise<StreamedVideo[]> {
  return database.$queryRaw<StreamedVideo[]>`
    SELECT file.path, attempt.master_key AS "masterKey", attempt.poster_key AS "posterKey", attempt.duration_seconds AS "durationSeconds"
    FROM draft_file AS file LEFT JOIN LATERAL (
      SELECT attempt.* FROM encoding JOIN attempt ON attempt.encoding_id = encoding.id AND attempt.status = 'READY'
      WHERE encoding.content_hash = file.content_hash AND encoding.profile = ${profile} AND encoding.removed_at IS NULL
      ORDER BY attempt.number DESC LIMIT 1) AS attempt ON true
    WHERE file.package_id = ${packageId}::uuid AND file.video_id IS NOT NULL AND file.from_revision <= ${revision}
      AND (file.until_revision IS NULL OR file.until_revision > ${revision})
    ORDER BY file.path COLLATE "C"`
}
