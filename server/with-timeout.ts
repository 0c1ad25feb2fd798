/** Whoever sends events waits some seconds for us; we answer within one, whatever Temporal and Postgres do. Milliseconds. */
export const hookTimeoutMs = 900

/** The work's end, or an error when it takes longer than our patience. */
export async function withTimeout(work: Promise<void>): Promise<void> {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => timeout.reject(new Error('It took too long')), hookTimeoutMs)
  await Promise.race([work, timeout.promise]).finally(() => clearTimeout(timer))
}
