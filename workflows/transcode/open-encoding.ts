import type { Attempt, Encoding, Probe } from '@lectern/domain/database'

/** Identifies an encoding. */
export type EncodingKey = { contentHash: string; profile: string }

/** An encoding with its open attempt, and the probe of its bytes. */
export type OpenEncoding = { encoding: Encoding; attempt: Attempt; probe: Probe }
