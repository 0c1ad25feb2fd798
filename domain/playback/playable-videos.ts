import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { filesOfVersionSql } from '../files/content-version.ts'
import { rows } from '../rows.ts'
import { withAlternateSourcesSql } from '../transcode/alternate-sources.ts'
import { staysFileSql } from '../transcode/short-picture.ts'

/** The schema of `PlayableVideo`. */
export const playableVideoRow = z.object({
  path: z.string(),
  encodedAs: z.string().nullable(),
  browserPlayable: z.boolean().nullable(),
  masterKey: z.string().nullable(),
  posterKey: z.string().nullable(),
  storyboardKey: z.string().nullable(),
  durationSeconds: z.number().nullable(),
  sourceWidth: z.number().nullable(),
  sourceHeight: z.number().nullable(),
  sourceSeconds: z.number().nullable(),
})

/**
 * A video with the S3 keys of its stream. `encodedAs` names the alternate source whose stream it uses; null means its
 * own. Keys are null while there is no stream. `browserPlayable` says whether browsers play the author's file; null
 * when no probe has checked. `source…` is the size and duration that browsers report of the author's
 * file; null when unknown.
 */
export type PlayableVideo = z.infer<typeof playableVideoRow>

const columnsSql = Prisma.sql`
  video.path, video.encoded_as AS "encodedAs", probe.browser_playable AS "browserPlayable", attempt.master_key AS "masterKey", attempt.poster_key AS "posterKey",
  attempt.storyboard_key AS "storyboardKey",
  coalesce(attempt.duration_seconds, CASE WHEN probe.problem IS NULL THEN probe.duration_seconds END) AS "durationSeconds",
  probe.source_width AS "sourceWidth", probe.source_height AS "sourceHeight", probe.source_seconds AS "sourceSeconds"`

/**
 * SQL: the videos of a release, by path, as `PlayableVideo`. Each has the attempt that the release fixed; decoration
 * has none.
 */
export function releaseVideosSql(releaseId: Prisma.Sql): Prisma.Sql {
  const filesSql = Prisma.sql`
    SELECT file.path, file.content_hash, file.alternate_of, shown.encoding_id, shown.attempt
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

/** Returns the videos of a release. The caller checks the permission to see it. */
export const releaseVideos = (database: Database, releaseId: string): Promise<PlayableVideo[]> =>
  rows(database, playableVideoRow, releaseVideosSql(Prisma.sql`${releaseId}::uuid`))

/**
 * Returns the videos of a revision, by path. Each has its newest READY stream, in this profile if there is one. A video that
 * stays a file has none, even if an older profile encoded it.
 */
export function playableDraftVideos(
  database: Database,
  packageId: string,
  revision: number,
  profile: string,
): Promise<PlayableVideo[]> {
  const filesSql = Prisma.sql`
    SELECT path, content_hash, alternate_of ${filesOfVersionSql({ packageId, revision })} AND video_id IS NOT NULL`
  const sql = Prisma.sql`
    SELECT ${columnsSql}
    FROM (${withAlternateSourcesSql(filesSql)}) AS video LEFT JOIN probe ON probe.content_hash = video.content_hash LEFT JOIN LATERAL (
      SELECT attempt.* FROM encoding JOIN attempt ON attempt.encoding_id = encoding.id AND attempt.status = 'READY'
      WHERE encoding.content_hash = video.streamed_hash AND encoding.removed_at IS NULL AND attempt.removed_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM probe WHERE probe.content_hash = video.streamed_hash AND ${staysFileSql})
      ORDER BY encoding.profile = ${profile} DESC, encoding.created_at DESC, attempt.number DESC LIMIT 1) AS attempt ON true
    ORDER BY video.path COLLATE "C"`
  return rows(database, playableVideoRow, sql)
}
