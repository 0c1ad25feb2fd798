import { z } from 'zod'
import { Prisma } from '../../database.ts'

/** The schema of `JobSums`. */
export const jobSumsRow = z.object({
  jobs: z.number(),
  seconds: z.number(),
  costMicros: z.bigint(),
  costEstimateMicros: z.bigint(),
  openJobs: z.number(),
  openSeconds: z.number(),
  reservedMicros: z.bigint(),
})

/**
 * Sums of encoding jobs. `jobs`, `seconds`, and `costMicros` are those of billed jobs, `costEstimateMicros` their
 * estimates; `openJobs`, `openSeconds`, and `reservedMicros` are the estimates of open ones. Seconds are those of all
 * outputs as billed. Money is in millionths of the currency.
 */
export type JobSums = z.infer<typeof jobSumsRow>

/** The sums of no job. */
export const noJobs: JobSums = {
  ...{ jobs: 0, seconds: 0, costMicros: 0n, costEstimateMicros: 0n },
  ...{ openJobs: 0, openSeconds: 0, reservedMicros: 0n },
}

/**
 * SQL: the columns of `JobSums` over rows of `attempt`. Nothing else sums jobs, so that estimate, budget, and bill agree.
 * A job is billed when its cost is known: a job that ended with an error or was canceled costs nothing, and a job whose
 * outputs were rejected does. A retry is a job of its own.
 */
export const jobSumsSql: Prisma.Sql = Prisma.sql`
  count(*) FILTER (WHERE attempt.cost_micros IS NOT NULL)::int AS jobs,
  coalesce(sum(attempt.output_seconds) FILTER (WHERE attempt.cost_micros IS NOT NULL), 0)::float8 AS seconds,
  coalesce(sum(attempt.cost_micros), 0)::bigint AS "costMicros",
  coalesce(sum(attempt.estimate_micros) FILTER (WHERE attempt.cost_micros IS NOT NULL), 0)::bigint AS "costEstimateMicros",
  count(*) FILTER (WHERE attempt.finished_at IS NULL)::int AS "openJobs",
  coalesce(sum(attempt.estimate_seconds) FILTER (WHERE attempt.finished_at IS NULL), 0)::float8 AS "openSeconds",
  coalesce(sum(attempt.estimate_micros) FILTER (WHERE attempt.finished_at IS NULL), 0)::bigint AS "reservedMicros"`
