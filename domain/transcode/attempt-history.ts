import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { EncodingStatus } from '../generated/prisma/enums.ts'
import { rows } from '../rows.ts'

/** Each retry by a person adds an attempt. */
const maxAttempts = 50

const attemptRow = z.object({
  encodingId: z.string(),
  number: z.number(),
  status: z.enum(EncodingStatus),
  isRetry: z.boolean(),
  startedAt: z.date(),
  finishedAt: z.date().nullable(),
  error: z.unknown(),
  estimateMicros: z.bigint().nullable(),
  costMicros: z.bigint().nullable(),
  currency: z.string().nullable(),
  billedSeconds: z.number().nullable(),
})

/** An attempt at an encoding, as people read it. */
export type PastAttempt = z.infer<typeof attemptRow>

/** Returns the attempts at each of these encodings, the newest first, at most 50. */
export async function attemptsOfEncodings(database: Database, encodingIds: string[]): Promise<PastAttempt[][]> {
  const sql = Prisma.sql`
    SELECT encoding.id::text AS "encodingId", attempt.number, attempt.status::text AS status, attempt.is_retry AS "isRetry",
      attempt.started_at AS "startedAt", attempt.finished_at AS "finishedAt", attempt.error,
      attempt.estimate_micros AS "estimateMicros", attempt.cost_micros AS "costMicros", attempt.currency,
      attempt.output_seconds AS "billedSeconds"
    FROM unnest(${encodingIds}::uuid[]) AS encoding(id)
      CROSS JOIN LATERAL (SELECT * FROM attempt WHERE attempt.encoding_id = encoding.id ORDER BY number DESC LIMIT ${maxAttempts}) AS attempt
    ORDER BY encoding.id, attempt.number DESC`
  const attempts = Map.groupBy(await rows(database, attemptRow, sql), ({ encodingId }) => encodingId)
  return encodingIds.map(id => attempts.get(id) ?? [])
}
