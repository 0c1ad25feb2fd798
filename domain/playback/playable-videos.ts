import { type Database, Prisma } from '../database.ts'
import { withAlternateSourcesSql } from '../transcode/alternate-sources.ts'
import { profile } from '../transcode/profile.ts'

/**
 * A video and where the stream lies in S3 that it plays, be it its own or that of the twin that serves it; keys are null while there is none.
 * `plays`: a browser plays the author's own file; null: no look has said so.
 */
export type PlayableVideo = {
  path: string
  encodedAs: string | null
  browserPlayable: boolean | null
  masterKey: string | null
  posterKey: string | null
  storyboardKey: string | null
  durationSeconds: number | null
}

const columnsSql = Prisma.sql`
  video.path, video.encoded_as AS "encodedAs", probe.browser_playable AS "browserPlayable", attempt.master_key AS "masterKey", attempt.poster_key AS "posterKey",
  attempt.storyboard_key AS "storyboardKey", attempt.duration_seconds AS "durationSeconds"`

/** SQL: the videos of the release with this id, by path, as `StreamedVideo`s, each with the attempt that the release shows for ever; decoration has none. */
export function releaseVideosSql(releaseId: Prisma.Sql): Prisma.Sql {
  const filesSql = Prisma.sql`
    SELECT file.path, file.content_hash, shown.encoding_id, shown.attempt
    FROM release JOIN release_file AS file ON file.package_id = release.package_id AND file.number = release.number
      LEFT JOIN release_video AS shown ON shown.release_id = release.id AND shown.video_id = file.video_id
    WHERE release.id = ${releaseId} AND file.video_id IS NOT NULL`
  return Prisma.sql`
    SELECT ${columnsSql}
    FROM (${withAlternateSourcesSql(filesSql)}) AS video
      LEFT JOIN attempt ON attempt.encoding_id = video.encoding_id AND attempt.number = video.attempt
      LEFT JOIN probe ON probe.content_hash = video.content_hash
    ORDER BY video.path COLLATE "C"`
}

/** The same, of a release that somebody may see. */
export const releaseVideos = (database: Database, releaseId: string): Promise<PlayableVideo[]> =>
  database.$queryRaw<PlayableVideo[]>(releaseVideosSql(Prisma.sql`${releaseId}::uuid`))

/** A revision's videos by path, each with the newest stream of the present profile that is READY. */
export function draftVideos(database: Database, packageId: string, revision: number): Promise<PlayableVideo[]> {
  const filesSql = Prisma.sql`
    SELECT path, content_hash FROM draft_file
    WHERE package_id = ${packageId}::uuid AND video_id IS NOT NULL AND from_revision <= ${revision}
      AND (until_revision IS NULL OR until_revision > ${revision})`
  return database.$queryRaw<PlayableVideo[]>`
    SELECT ${columnsSql}
    FROM (${withAlternateSourcesSql(filesSql)}) AS video LEFT JOIN probe ON probe.content_hash = video.content_hash LEFT JOIN LATERAL (
      SELECT attempt.* FROM encoding JOIN attempt ON attempt.encoding_id = encoding.id AND attempt.status = 'READY'
      WHERE encoding.content_hash = video.streamed_hash AND encoding.profile = ${profile} AND encoding.removed_at IS NULL
        AND attempt.removed_at IS NULL
      ORDER BY attempt.number DESC LIMIT 1) AS attempt ON true
    ORDER BY video.path COLLATE "C"`
}
