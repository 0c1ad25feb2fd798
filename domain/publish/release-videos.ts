import { z } from 'zod'
import { Prisma, type Tx } from '../database.ts'
import { EncodingStatus } from '../generated/prisma/enums.ts'
import { rows } from '../rows.ts'
import { withAlternateSourcesSql } from '../transcode/alternate-sources.ts'
import { encodingInUseSql } from '../transcode/encoding-in-use.ts'
import { playsFromFileSql } from '../transcode/short-picture.ts'

const releaseVideoRow = z.object({
  videoId: z.string(),
  path: z.string(),
  contentHash: z.string(),
  problem: z.string().nullable(),
  /** Whether browsers can play the author's file. Null if it was not probed. */
  browserPlayable: z.boolean().nullable(),
  /** The path of the alternate source that is encoded in its place. Null if the video itself is encoded. */
  encodedAs: z.string().nullable(),
  /** It plays from the author's file and is not encoded. See `playsFromFileSql`. */
  playsFromFile: z.boolean(),
  /** Why the newest attempt failed. */
  failure: z.string().nullable(),
  encodingId: z.string().nullable(),
  status: z.enum(EncodingStatus).nullable(),
  attempt: z.number().nullable(),
})

/**
 * A video of a release number that is being published, and the encoding that it plays: its own or an alternate
 * source's. `attempt` is the number of the newest attempt.
 */
export type ReleaseVideo = z.infer<typeof releaseVideoRow>

/** The videos of a release number, which was copied from this revision, by path. Leaves out files without a picture. */
export function publicationVideos(
  tx: Tx,
  { packageId, number }: { packageId: string; number: number },
  profile: string,
): Promise<ReleaseVideo[]> {
  const filesSql = Prisma.sql`
    SELECT video_id, path, content_hash, decorative, alternate_of FROM release_file
    WHERE package_id = ${packageId}::uuid AND number = ${number} AND video_id IS NOT NULL`
  const sql = Prisma.sql`
    SELECT video.video_id AS "videoId", video.path, video.content_hash AS "contentHash", video.encoded_as AS "encodedAs", probe.problem, probe.browser_playable AS "browserPlayable",
      ${playsFromFileSql(Prisma.sql`video.decorative`)} AS "playsFromFile",
      (SELECT attempt.error->>'message' FROM attempt WHERE attempt.encoding_id = encoding.id ORDER BY number DESC LIMIT 1) AS failure,
      encoding.id AS "encodingId", encoding.status,
      (SELECT max(attempt.number) FROM attempt WHERE attempt.encoding_id = encoding.id) AS attempt
    FROM (${withAlternateSourcesSql(filesSql)}) AS video
      LEFT JOIN probe ON probe.content_hash = video.content_hash
      LEFT JOIN LATERAL (${encodingInUseSql(Prisma.sql`video.streamed_hash`, profile)}) AS encoding ON true
    ORDER BY video.path`
  return rows(tx, releaseVideoRow, sql)
}
