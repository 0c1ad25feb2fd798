import { z } from 'zod'
import { Prisma, type SyncRun, type Tx } from '../../database.ts'
import { stemOf } from '../../files/caption-files.ts'
import { rows } from '../../rows.ts'
import { formatRank } from '../alternate-sources.ts'
import { staysFileSql } from '../short-picture.ts'

/** The encodings that a run needs: those that must be made, and those that already existed when it was planned. */
export type PlannedEncodings = { videosNew: number; videosReused: number }

/** A video that the package will have. `isCopied`: its length is not known yet. */
type PlannedVideo = { path: string; contentHash: string; encodedAs: string | null; isCopied: boolean }

const countRow = z.object({ reused: z.number() })

/**
 * Counts the encodings that a run needs. Each content hash counts once, because it is paid for once. An encoding is
 * reused if it was READY before the run started, so a later count of the same run is the same.
 */
export async function countPlannedEncodings(tx: Tx, run: SyncRun, videos: PlannedVideo[]): Promise<PlannedEncodings> {
  const hashes = await onlyEncodable(tx, [...new Set(likelyEncoded(videos).map(({ contentHash }) => contentHash))])
  const sql = Prisma.sql`
    SELECT count(DISTINCT encoding.content_hash)::int AS reused FROM encoding JOIN attempt ON attempt.encoding_id = encoding.id
    WHERE encoding.content_hash = ANY(${hashes}) AND attempt.status = 'READY' AND attempt.removed_at IS NULL
      AND attempt.finished_at < ${run.startedAt}`
  const [row] = await rows(tx, countRow, sql)
  const { reused } = row!
  return { videosNew: hashes.length - reused, videosReused: reused }
}

const unencodedRow = z.object({ contentHash: z.string() })

/** A video that cannot be played is not encoded, and neither is one that stays a file. */
async function onlyEncodable(tx: Tx, hashes: string[]): Promise<string[]> {
  const sql = Prisma.sql`
    SELECT content_hash AS "contentHash" FROM probe
    WHERE content_hash = ANY(${hashes}) AND (problem IS NOT NULL OR ${staysFileSql})`
  const unencoded = new Set((await rows(tx, unencodedRow, sql)).map(({ contentHash }) => contentHash))
  return hashes.filter(hash => !unencoded.has(hash))
}

/**
 * The videos that are likely to be encoded. Of new files that have one name and several formats, that is the preferred
 * one: nearly always they are one video.
 */
function likelyEncoded(videos: PlannedVideo[]): PlannedVideo[] {
  const byStem = Map.groupBy(videos, ({ path }) => stemOf(path))
  return videos.filter(({ path, encodedAs, isCopied }) => {
    if (encodedAs !== null || !isCopied) return encodedAs === null
    return !byStem.get(stemOf(path))!.some(other => formatRank(other.path) < formatRank(path))
  })
}
