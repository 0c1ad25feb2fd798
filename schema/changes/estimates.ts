import type { Tx } from '../database.ts'

/** What the job for one content hash costs: billed seconds of all outputs, and millionths of the currency. */
export type NewEstimate = { contentHash: string; seconds: number; micros: bigint; currency: string }

/** Keeps what streams of this profile will cost, or would have cost where one is used again; later prices replace earlier ones. */
export async function recordEstimates(tx: Tx, profile: string, estimates: NewEstimate[]): Promise<void> {
  if (estimates.length === 0) return
  const rows = JSON.stringify(estimates.map(({ micros, ...estimate }) => ({ ...estimate, micros: Number(micros) })))
  await tx.$executeRaw`
    INSERT INTO estimate (content_hash, profile, seconds, micros, currency)
    SELECT "contentHash", ${profile}, seconds, micros, currency
    FROM jsonb_to_recordset(${rows}::jsonb) AS new("contentHash" text, seconds float8, micros bigint, currency text)
    ON CONFLICT (content_hash, profile) DO UPDATE SET seconds = excluded.seconds, micros = excluded.micros, currency = excluded.currency`
}
