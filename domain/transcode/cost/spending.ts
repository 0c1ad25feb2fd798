import { type Database, Prisma, type Tx } from '../../database.ts'
import { rows } from '../../rows.ts'
import { type JobSums, jobSumsRow, jobSumsSql } from './job-sums.ts'

/**
 * Sums the jobs that were billed in the month of `day` in this time zone, and the jobs that are open and not paused
 * now. `day` is a date; the default is today. A job counts in the month in which it ended, because only a finished job
 * is billed.
 */
export async function spending(
  database: Database | Tx,
  { currency, timeZone, day = null }: { currency: string; timeZone: string; day?: string | null },
): Promise<JobSums> {
  const sql = Prisma.sql`
    WITH month AS (
      SELECT date_trunc('month', coalesce(${day}::date::timestamp, now() AT TIME ZONE ${timeZone})) AS first
    ), bounds AS (
      SELECT first AT TIME ZONE ${timeZone} AS begins, (first + interval '1 month') AT TIME ZONE ${timeZone} AS ends FROM month
    )
    SELECT ${jobSumsSql} FROM attempt, bounds
    WHERE attempt.currency = ${currency} AND ((attempt.finished_at >= begins AND attempt.finished_at < ends)
      OR (attempt.finished_at IS NULL AND attempt.paused_at IS NULL))`
  const [row] = await rows(database, jobSumsRow, sql)
  return row!
}
