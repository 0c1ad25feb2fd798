import { z } from 'zod'
import { type Database, Prisma, type Tx } from '../../database.ts'
import { rows } from '../../rows.ts'

/** Which jobs count: those billed in this currency, in the month of `day` in this time zone. Null: the current month. */
export type MonthOfJobs = { currency: string; timeZone: string; day: string | null }

/** SQL: one row with the first day of the month, and when the month begins and ends. */
const monthSql = ({ timeZone, day }: Pick<MonthOfJobs, 'timeZone' | 'day'>) => Prisma.sql`
  SELECT first, first AT TIME ZONE ${timeZone} AS begins, (first + interval '1 month') AT TIME ZONE ${timeZone} AS ends
  FROM (SELECT date_trunc('month', coalesce(${day}::date::timestamp, now() AT TIME ZONE ${timeZone})) AS first) AS month`

const monthlySpendingRow = z.object({ month: z.string(), costMicros: z.bigint() })

/** What was billed in a month. `month` is its first day. */
export type MonthlySpendingRow = z.infer<typeof monthlySpendingRow>

/** What was billed in each of the 12 months up to that of `day`, the oldest first. */
export function monthlySpending(
  database: Database,
  { currency, timeZone, day }: MonthOfJobs,
): Promise<MonthlySpendingRow[]> {
  const sql = Prisma.sql`
    WITH last AS (${monthSql({ timeZone, day })}),
    billed AS (
      SELECT date_trunc('month', attempt.finished_at AT TIME ZONE ${timeZone}) AS first, sum(attempt.cost_micros) AS micros
      FROM attempt, last
      WHERE attempt.currency = ${currency} AND attempt.finished_at < last.ends
        AND attempt.finished_at >= (last.first - interval '11 months') AT TIME ZONE ${timeZone}
      GROUP BY 1
    )
    SELECT to_char(month.first, 'YYYY-MM-DD') AS month, coalesce(billed.micros, 0)::bigint AS "costMicros"
    FROM last, generate_series(last.first - interval '11 months', last.first, interval '1 month') AS month(first)
      LEFT JOIN billed ON billed.first = month.first
    ORDER BY month.first`
  return rows(database, monthlySpendingRow, sql)
}

const packageSpendingRow = z.object({ packageId: z.string(), jobs: z.number(), costMicros: z.bigint() })

/** What was billed for a package. */
export type PackageSpendingRow = z.infer<typeof packageSpendingRow>

/** The packages for which most was billed in the month. A job counts for the package whose request opened it. */
export function packageSpending(database: Database, month: MonthOfJobs, limit: number): Promise<PackageSpendingRow[]> {
  const sql = Prisma.sql`
    WITH month AS (${monthSql(month)})
    SELECT attempt.package_id::text AS "packageId", count(*)::int AS jobs, sum(attempt.cost_micros)::bigint AS "costMicros"
    FROM attempt, month
    WHERE attempt.currency = ${month.currency} AND attempt.finished_at >= month.begins AND attempt.finished_at < month.ends
      AND attempt.cost_micros IS NOT NULL AND attempt.package_id IS NOT NULL
    GROUP BY attempt.package_id ORDER BY 3 DESC, 1 LIMIT ${limit}`
  return rows(database, packageSpendingRow, sql)
}

const videoSpendingRow = packageSpendingRow.extend({ path: z.string().nullable() })

/** What was billed for a video. `path`: in its package; null when the package no longer has it. */
export type VideoSpendingRow = z.infer<typeof videoSpendingRow>

/** The videos for which most was billed in the month. */
export function videoSpending(database: Database, month: MonthOfJobs, limit: number): Promise<VideoSpendingRow[]> {
  const sql = Prisma.sql`
    WITH month AS (${monthSql(month)}),
    billed AS (
      SELECT attempt.package_id, attempt.encoding_id, count(*)::int AS jobs, sum(attempt.cost_micros)::bigint AS micros
      FROM attempt, month
      WHERE attempt.currency = ${month.currency} AND attempt.finished_at >= month.begins AND attempt.finished_at < month.ends
        AND attempt.cost_micros IS NOT NULL AND attempt.package_id IS NOT NULL
      GROUP BY 1, 2 ORDER BY 4 DESC, 1, 2 LIMIT ${limit}
    )
    SELECT billed.package_id::text AS "packageId", billed.jobs, billed.micros AS "costMicros", (
      SELECT file.path FROM draft_file AS file
      WHERE file.content_hash = encoding.content_hash AND file.package_id = billed.package_id
      ORDER BY file.from_revision DESC, file.path LIMIT 1
    ) AS path
    FROM billed JOIN encoding ON encoding.id = billed.encoding_id
    ORDER BY billed.micros DESC, billed.package_id, billed.encoding_id`
  return rows(database, videoSpendingRow, sql)
}

const savingsRow = z.object({ savedMicros: z.bigint() })

/**
 * What was saved in the month: the estimates of videos that came into a package when their encoding was ready already.
 * A later request of the same package for the same encoding saves nothing more.
 */
export async function savedByReuse(database: Database, month: MonthOfJobs): Promise<bigint> {
  const sql = Prisma.sql`
    WITH month AS (${monthSql(month)})
    SELECT coalesce(sum(estimate.cost_micros), 0)::bigint AS "savedMicros"
    FROM month JOIN encoding_request AS request ON request.requested_at >= month.begins AND request.requested_at < month.ends
      JOIN transcode ON transcode.id = request.transcode_id
      JOIN encoding ON encoding.id = request.encoding_id
      JOIN estimate ON estimate.content_hash = encoding.content_hash AND estimate.profile = encoding.profile
        AND estimate.currency = ${month.currency}
    WHERE EXISTS (
      SELECT FROM attempt WHERE attempt.encoding_id = encoding.id AND attempt.status = 'READY'
        AND attempt.finished_at < request.requested_at AND coalesce(attempt.removed_at > request.requested_at, true)
    ) AND NOT EXISTS (
      SELECT FROM encoding_request AS earlier JOIN transcode AS other ON other.id = earlier.transcode_id
      WHERE earlier.encoding_id = encoding.id AND other.package_id = transcode.package_id
        AND earlier.requested_at < request.requested_at
    )`
  const [row] = await rows(database, savingsRow, sql)
  return row!.savedMicros
}

const forecastRow = z.object({ dailyMicros: z.number(), daysLeft: z.number() })

/**
 * What the current month will have cost at its end, in millionths: what is spent and reserved (`committedMicros`), and for
 * each day that is left the average of the last 30 days.
 */
export async function forecastMicros(
  database: Database,
  { currency, timeZone }: Pick<MonthOfJobs, 'currency' | 'timeZone'>,
  committedMicros: bigint,
): Promise<bigint> {
  const sql = Prisma.sql`
    WITH month AS (${monthSql({ timeZone, day: null })})
    SELECT extract(epoch FROM month.ends - now())::float8 / 86400 AS "daysLeft", coalesce((
      SELECT sum(attempt.cost_micros) FROM attempt
      WHERE attempt.currency = ${currency} AND attempt.finished_at > now() - interval '30 days'
    ), 0)::float8 / 30 AS "dailyMicros"
    FROM month`
  const [row] = await rows(database, forecastRow, sql)
  return committedMicros + BigInt(Math.round(row!.dailyMicros * row!.daysLeft))
}

const waitingRow = z.object({
  packageId: z.string(),
  transcodeId: z.string(),
  videos: z.number(),
  estimateMicros: z.bigint(),
})

/** The videos of a package that wait for the budget. `transcodeId`: the one to release them with. */
export type WaitingPackageRow = z.infer<typeof waitingRow>

/** The packages with videos that wait for the budget and that open work requests, those that cost most first. */
export function waitingForBudget(database: Database | Tx): Promise<WaitingPackageRow[]> {
  const sql = Prisma.sql`
    WITH waiting AS (
      SELECT DISTINCT coalesce(transcode.package_id, publication.package_id) AS package_id,
        attempt.encoding_id, attempt.number, attempt.estimate_micros
      FROM attempt JOIN encoding_request USING (encoding_id)
        LEFT JOIN transcode ON transcode.id = encoding_request.transcode_id AND transcode.finished_at IS NULL
        LEFT JOIN publication ON publication.id = encoding_request.publication_id AND publication.finished_at IS NULL
      WHERE attempt.finished_at IS NULL AND attempt.paused_at IS NOT NULL AND encoding_request.dropped_at IS NULL
        AND (transcode.id IS NOT NULL OR publication.id IS NOT NULL)
    ), sums AS (
      SELECT package_id, count(*)::int AS videos, coalesce(sum(estimate_micros), 0)::bigint AS micros
      FROM waiting GROUP BY package_id
    )
    SELECT sums.package_id::text AS "packageId", newest.id::text AS "transcodeId", sums.videos,
      sums.micros AS "estimateMicros"
    FROM sums, LATERAL (
      SELECT id FROM transcode WHERE transcode.package_id = sums.package_id
      ORDER BY finished_at IS NULL DESC, started_at DESC, id DESC LIMIT 1
    ) AS newest
    ORDER BY sums.micros DESC, sums.package_id`
  return rows(database, waitingRow, sql)
}
