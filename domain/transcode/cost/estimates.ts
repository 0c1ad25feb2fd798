import type { Tx } from '../../database.ts'

/** What the job of one content hash costs: billed seconds of all outputs, and millionths of the currency. */
export type NewEstimate = { contentHash: string; seconds: number; costMicros: bigint; currency: string }

/**
 * Records what encodings in this profile will cost, or would have cost if an existing one is reused. Replaces earlier
 * estimates.
 */
export async function recordEstimates(tx: Tx, profile: string, estimates: NewEstimate[]): Promise<void> {
  if (estimates.length === 0) return
  const rows = JSON.stringify(
    estimates.map(({ costMicros, ...estimate }) => ({ ...estimate, costMicros: Number(costMicros) })),
  )
  await tx.$executeRaw`
    INSERT INTO estimate (content_hash, profile, seconds, cost_micros, currency)
    SELECT "contentHash", ${profile}, seconds, "costMicros", currency
    FROM jsonb_to_recordset(${rows}::jsonb) AS new("contentHash" text, seconds float8, "costMicros" bigint, currency text)
    ON CONFLICT (content_hash, profile) DO UPDATE SET seconds = excluded.seconds, cost_micros = excluded.cost_micros, currency = excluded.currency`
}
