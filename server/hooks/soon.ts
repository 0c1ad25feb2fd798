/** Whoever sends events waits some seconds for us; we answer within one, whatever Temporal and Postgres do. Milliseconds. */
export const patience = 900

/** The work's end, or an error when it takes longer than our patience. */
export async function soon(work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('It took too long')), patience)
  await Promise.race([work, late.promise]).finally(() => clearTimeout(timer))
}
