import { z } from 'zod'
import { Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'

/** Above this rate the limit is lifted, because Dropbox accepts all our requests. */
const unlimitedAboveRequestsPerSecond = 500

const rateShareRow = z.object({ waitSeconds: z.number(), requestsPerSecond: z.number().nullable() })

/**
 * The share of one process: it waits `waitSeconds`, then sends at this rate. `requestsPerSecond` null means no limit.
 */
export type RateShare = z.infer<typeof rateShareRow>

/**
 * Returns a process's share of the rate that Dropbox accepts from our one token: the rate divided by the number of
 * recently active processes. Each second without a 429 raises the rate by 5 percent plus 1 request per second; the
 * first process to call it does so. Each process calls it at most once a second.
 */
export async function claimRateShare(tx: Tx, processId: string): Promise<RateShare> {
  const [share] = await rows(
    tx,
    rateShareRow,
    Prisma.sql`
    WITH me AS (
      INSERT INTO dropbox_process (id, seen_at) VALUES (${processId}, now()) ON CONFLICT (id) DO UPDATE SET seen_at = now()
    ), gone AS (
      DELETE FROM dropbox_process WHERE seen_at < now() - interval '1 minute'
    ), others AS (
      SELECT count(*) AS number FROM dropbox_process WHERE seen_at > now() - interval '5 seconds' AND id <> ${processId}
    ), raised AS (
      UPDATE dropbox_limit SET changed_at = now(),
        requests_per_second = CASE WHEN requests_per_second >= ${unlimitedAboveRequestsPerSecond} THEN NULL ELSE requests_per_second * 1.05 + 1 END
      WHERE requests_per_second IS NOT NULL AND changed_at < now() - interval '1 second' AND not_before < now() - interval '1 second'
    )
    SELECT greatest(extract(epoch FROM coalesce(not_before, now()) - now()), 0)::float8 AS "waitSeconds",
      requests_per_second / (1 + others.number) AS "requestsPerSecond"
    FROM dropbox_limit, others`,
  )
  return share!
}

/**
 * Lowers the rate after Dropbox returned 429 (too many requests). All processes pause for `retryAfterSeconds`, then
 * continue at half the rate. Responses that arrive together halve it only once. Without a rate so far, it starts from
 * `observedRequestsPerSecond`, the rate of this process, times the number of active processes.
 */
export async function reduceRate(tx: Tx, retryAfterSeconds: number, observedRequestsPerSecond: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE dropbox_limit SET changed_at = now(),
      not_before = greatest(not_before, now() + make_interval(secs => ${retryAfterSeconds}::float8)),
      requests_per_second = CASE
        WHEN requests_per_second IS NOT NULL AND (not_before > now() OR changed_at > now() - interval '1 second') THEN requests_per_second
        ELSE greatest(1, coalesce(requests_per_second, ${observedRequestsPerSecond}::float8 * greatest(1, (
          SELECT count(*) FROM dropbox_process WHERE seen_at > now() - interval '5 seconds'))) / 2)
      END`
}
