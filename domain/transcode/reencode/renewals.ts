import { z } from 'zod'
import { type Database, Prisma } from '../../database.ts'
import { EncodingStatus } from '../../generated/prisma/enums.ts'
import { rows } from '../../rows.ts'

const renewalRow = z.object({
  encodingId: z.string(),
  status: z.enum(EncodingStatus).nullable(),
  percent: z.number().nullable(),
  pausedForBudget: z.boolean().nullable(),
  error: z.unknown(),
})

/** The newest attempt to encode an outdated video in the current profile. Its older stream plays until that is READY. */
export type VideoRenewal = { status: EncodingStatus; percent: number | null; pausedForBudget: boolean; error: unknown }

/** Finds those of these encodings that are READY in an older profile, each with its renewal; null if it has none. */
export async function renewalsOfEncodings(
  database: Database,
  encodingIds: string[],
  profile: string,
): Promise<Map<string, VideoRenewal | null>> {
  const sql = Prisma.sql`
    SELECT older.id::text AS "encodingId", newest.status::text AS status, newest.percent,
      newest.paused_at IS NOT NULL AS "pausedForBudget", newest.error
    FROM encoding AS older
      LEFT JOIN encoding AS renewal ON renewal.content_hash = older.content_hash AND renewal.profile = ${profile}
        AND renewal.removed_at IS NULL
      LEFT JOIN LATERAL (
        SELECT status, percent, paused_at, error FROM attempt WHERE attempt.encoding_id = renewal.id ORDER BY number DESC LIMIT 1
      ) AS newest ON true
    WHERE older.id = ANY(${encodingIds}::uuid[]) AND older.status = 'READY' AND older.profile <> ${profile}`
  const found = await rows(database, renewalRow, sql)
  return new Map(
    found.map(({ encodingId, status, percent, pausedForBudget, error }) => [
      encodingId,
      status && { status, percent, pausedForBudget: pausedForBudget === true, error },
    ]),
  )
}
