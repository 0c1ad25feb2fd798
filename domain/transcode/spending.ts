import type { Database, Tx } from '../database.ts'

/** What a month came to: jobs that are over with the seconds of all their outputs, and the estimates of jobs that are not, in millionths of the currency. */
export type Spending = { jobs: number; seconds: number; spentMicros: bigint; reservedMicros: bigint }

/**
 * By the ledger: what ended in the month of `day` (a date or by default today), in that time zone, and what is open now and not held. A job
 * counts in the month in which it ended, because only a finished one is billed.
 */
export async function spending(
  database: Database | Tx,
  { currency, timeZone, day = null }: { currency: string; timeZone: string; day?: string | null },
): Promise<Spending> {
  const [row] = await database.$queryRaw<Spending[]>`
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
  return row!
}
