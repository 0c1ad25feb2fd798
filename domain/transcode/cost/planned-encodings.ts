import { z } from 'zod'
import { Prisma, type SyncRun, type Tx } from '../../database.ts'
import { stemOf } from '../../files/caption-files.ts'
import { rows } from '../../rows.ts'
import { formatRank } from '../alternate-sources.ts'

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
  const hashes = await withoutProblem(tx, [...new Set(likelyEncoded(videos).map(({ contentHash }) => contentHash))])
  const sql = Prisma.sql`
    SELECT count(DISTINCT encoding.content_hash)::int AS reused FROM encoding JOIN attempt ON attempt.encoding_id = encoding.id
    WHERE encoding.content_hash = ANY(${hashes}) AND attempt.status = 'READY' AND attempt.removed_at IS NULL
      AND attempt.finished_at < ${run.startedAt}`
  const [row] = await rows(tx, countRow, sql)
  const { reused } = row!
  return { videosNew: hashes.length - reused, videosReused: reused }
}

/** A video that cannot be played is not encoded. */
async function withoutProblem(tx: Tx, hashes: string[]): Promise<string[]> {
  const where = { contentHash: { in: hashes }, problem: { not: null } }
  const broken = await tx.probe.findMany({ where, select: { contentHash: true } })
  const brokenHashes = new Set(broken.map(({ contentHash }) => contentHash))
  return hashes.filter(hash => !brokenHashes.has(hash))
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
