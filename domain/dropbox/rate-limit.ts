import type { Tx } from '../database.ts'

/** Above so many requests a second nobody holds back any more: Dropbox takes what we ask. */
const unlimitedAboveRequestsPerSecond = 500

/** How fast a process may ask: not before so many seconds are over, then at this rate (null: as it likes). */
export type RateShare = { waitSeconds: number; requestsPerSecond: number | null }

/**
 * A process's share of what Dropbox takes from its one token: the rate divided by the processes that asked lately. A clean second raises the
 * rate by one request a second and a twentieth, whoever notices it first. Asked at most once a second by each process.
 */
export async function claimRateShare(tx: Tx, processId: string): Promise<RateShare> {
  const [share] = await tx.$queryRaw<RateShare[]>`
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
    FROM dropbox_limit, others`
  return share!
}

/**
 * Dropbox said «too many requests»: nobody asks for so many seconds, and afterwards at half the rate, halved once for all who hear it at
 * the same time. `observed`: how fast this process asked; when no rate holds yet, that times the processes at work is what was too fast.
 */
export async function reduceRate(tx: Tx, retryAfterSeconds: number, observedRequestsPerSecond: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE dropbox_limit SET changed_at = now(),
      not_before = greatest(not_before, now() + make_interval(secs => ${retryAfterSeconds})),
      requests_per_second = CASE
        WHEN requests_per_second IS NOT NULL AND (not_before > now() OR changed_at > now() - interval '1 second') THEN requests_per_second
        ELSE greatest(1, coalesce(requests_per_second, ${observedRequestsPerSecond} * greatest(1, (
          SELECT count(*) FROM dropbox_process WHERE seen_at > now() - interval '5 seconds'))) / 2)
      END`
}
