/**
 * The time limit of a webhook. Senders wait a few seconds, so we answer within one even if Temporal or Postgres is
 * slow.
 */
export const hookTimeoutMs = 900

/** Waits for the work. Rejects if it takes longer than `hookTimeoutMs`. */
export async function withTimeout(work: Promise<void>): Promise<void> {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => timeout.reject(new Error(`Timed out after ${hookTimeoutMs} ms`)), hookTimeoutMs)
  await Promise.race([work, timeout.promise]).finally(() => clearTimeout(timer))
}
