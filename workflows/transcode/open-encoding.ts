import type { Attempt, Encoding, Probe } from '@lectern/domain/database'

/** An encoding by the key of the ledger. */
export type EncodingKey = { contentHash: string; profile: string }

/** An encoding with its open attempt, and what is known of its bytes. */
export type OpenEncoding = { encoding: Encoding; attempt: Attempt; probe: Probe }
