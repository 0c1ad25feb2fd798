import { type EncodingStatus, Prisma, type Tx } from '../database.ts'
import { isDecorationSql } from '../transcode/decoration.ts'
import { withAlternateSourcesSql } from '../transcode/alternate-sources.ts'

/** A video of a number that is being published, and how far the stream is that it plays, be it its own or a twin's. `attempt`: the newest. */
export type ReleaseVideo = {
  videoId: string
  path: string
  contentHash: string
  problem: string | null
  /** A browser plays the author's file as it is; null: no look has said so. */
  browserPlayable: boolean | null
  /** Path of the twin that serves it; null: it is streamed itself. */
  encodedAs: string | null
  /** Its pages show it as decoration: it stays an mp4. */
  decorative: boolean
  /** Why the newest attempt failed. */
  failure: string | null
  encodingId: string | null
  status: EncodingStatus | null
  attempt: number | null
}

/** The videos among a number's files, which were taken of this revision, by path; what holds no moving picture is none. */
export function publicationVideos(
  tx: Tx,
  { packageId, number, revision }: { packageId: string; number: number; revision: number },
  profile: string,
): Promise<ReleaseVideo[]> {
  const filesSql = Prisma.sql`
    SELECT video_id, path, content_hash FROM release_file
    WHERE package_id = ${packageId}::uuid AND number = ${number} AND video_id IS NOT NULL`
  return tx.$queryRaw<ReleaseVideo[]>`
    SELECT video.video_id AS "videoId", video.path, video.content_hash AS "contentHash", video.encoded_as AS "encodedAs", probe.problem, probe.browser_playable AS "browserPlayable",
      ${isDecorationSql(packageId, Prisma.sql`video.path`, revision)} AS decorative,
      (SELECT attempt.error->>'message' FROM attempt WHERE attempt.encoding_id = encoding.id ORDER BY number DESC LIMIT 1) AS failure,
      encoding.id AS "encodingId", encoding.status,
      (SELECT max(attempt.number) FROM attempt WHERE attempt.encoding_id = encoding.id) AS attempt
    FROM (${withAlternateSourcesSql(filesSql)}) AS video
      LEFT JOIN probe ON probe.content_hash = video.content_hash
      LEFT JOIN encoding ON encoding.content_hash = video.streamed_hash AND encoding.profile = ${profile} AND encoding.removed_at IS NULL
    ORDER BY video.path`
}
