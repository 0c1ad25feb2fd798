import type { EncodingStatus, Tx } from '../database.ts'

/** A video of a number that is being published, and how far its encoding is. `attempt`: the newest. */
export type ReleaseVideo = {
  videoId: string
  path: string
  contentHash: string
  problem: string | null
  /** Why its newest attempt failed. */
  failure: string | null
  encodingId: string | null
  status: EncodingStatus | null
  attempt: number | null
}

/** The videos among a number's files, by path. */
export function videosOfNumber(tx: Tx, packageId: string, number: number, profile: string): Promise<ReleaseVideo[]> {
  return tx.$queryRaw<ReleaseVideo[]>`
    SELECT file.video_id AS "videoId", file.path, file.content_hash AS "contentHash", look.problem,
      (SELECT attempt.error->>'message' FROM attempt WHERE attempt.encoding_id = encoding.id ORDER BY number DESC LIMIT 1) AS failure, encoding.id AS "encodingId", encoding.status,
      (SELECT max(attempt.number) FROM attempt WHERE attempt.encoding_id = encoding.id) AS attempt
    FROM release_file AS file
      LEFT JOIN video_look AS look ON look.content_hash = file.content_hash
      LEFT JOIN encoding ON encoding.content_hash = file.content_hash AND encoding.profile = ${profile} AND encoding.removed_at IS NULL
    WHERE file.package_id = ${packageId}::uuid AND file.number = ${number} AND file.video_id IS NOT NULL
    ORDER BY file.path`
}
