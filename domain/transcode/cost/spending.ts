import { z } from 'zod'
import { type Database, Prisma, type Tx } from '../../database.ts'
import { rows } from '../../rows.ts'

const spendingRow = z.object({
  jobs: z.number(),
  seconds: z.number(),
  spentMicros: z.bigint(),
  reservedMicros: z.bigint(),
})

/**
 * The spending of a month, in millionths of the currency. `jobs`, `seconds`, and `spentMicros` are those of finished
 * jobs and all of their outputs; `reservedMicros` is the estimate of open jobs.
 */
export type Spending = z.infer<typeof spendingRow>

/**
 * Sums the attempts that ended in the month of `day` in this time zone, and the attempts that are open and not paused
 * now. `day` is a date; the default is today. A job counts in the month in which it ended, because only a finished job
 * is billed.
 */
export async function spending(
  database: Database | Tx,
  { currency, timeZone, day = null }: { currency: string; timeZone: string; day?: string | null },
): Promise<Spending> {
  const sql = Prisma.sql`
    WITH month AS (
      SELECT date_trunc('month', coalesce(${day}::date::timestamp, now() AT TIME ZONE ${timeZone})) AS first
    ), bounds AS (
      SELECT first AT TIME ZONE ${timeZone} AS begins, (first + interval '1 month') AT TIME ZONE ${timeZone} AS ends FROM month
    )
    SELECT spent.*, (SELECT coalesce(sum(estimate_micros), 0)::bigint FROM attempt
        WHERE finished_at IS NULL AND paused_at IS NULL AND currency = ${currency}) AS "reservedMicros"
    FROM (SELECT count(*)::int AS jobs, coalesce(sum(output_seconds), 0)::float8 AS seconds, coalesce(sum(cost_micros), 0)::bigint AS "spentMicros"
      FROM attempt, bounds
      WHERE finished_at >= begins AND finished_at < ends AND currency = ${currency} AND cost_micros IS NOT NULL) AS spent`
  const [row] = await rows(database, spendingRow, sql)
  return row!
}
