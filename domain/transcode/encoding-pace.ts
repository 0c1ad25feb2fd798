import { z } from 'zod'
import { type Database, Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'

/** From how many encodings the pace is known, and how many of the newest count. */
const [minEncodings, maxEncodings] = [3, 100]

/**
 * Returns how many seconds MediaConvert took lately for each second of a video, with its queue: the median of the newest
 * encodings of the last 30 days. Null if there were fewer than three.
 */
export async function encodingPace(database: Database | Tx): Promise<number | null> {
  const sql = Prisma.sql`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - job_requested_at) / duration_seconds) AS pace, count(*)::int AS encodings
    FROM (
      SELECT finished_at, job_requested_at, duration_seconds FROM attempt
      WHERE finished_at > now() - interval '30 days' AND status = 'READY' AND job_requested_at IS NOT NULL AND duration_seconds > 0
      ORDER BY finished_at DESC LIMIT ${maxEncodings}
    ) AS recent`
  const [row] = await rows(database, z.object({ pace: z.number().nullable(), encodings: z.number() }), sql)
  return row && row.encodings >= minEncodings ? row.pace : null
}
