import type { Prisma, Tx } from '../database.ts'

/** Captions as read from bytes. See `readingOf`. */
export type CaptionsReading = { contentHash: string; reading: string }

/**
 * Checks whether captions were already converted in this reading. If so, marks them as referenced, so that the nightly
 * cleanup keeps them for another grace period. Unreadable ones are read again: with another extension, they may be
 * readable.
 */
export async function touchConvertedCaptions(tx: Tx, { contentHash, reading }: CaptionsReading): Promise<boolean> {
  const where = { contentHash, reading, key: { not: null } }
  const { count } = await tx.convertedCaptions.updateMany({ where, data: { unreferencedSince: null } })
  return count > 0
}

/**
 * Records the WebVTT of converted captions, or why they cannot be shown. Safe to repeat. WebVTT replaces a problem, and not
 * the other way round: another file with the same bytes may have an extension by which they are readable.
 */
export async function recordConvertedCaptions(tx: Tx, captions: Prisma.ConvertedCaptionsCreateInput): Promise<void> {
  const { contentHash, reading = '' } = captions
  const where = { contentHash_reading: { contentHash, reading } }
  const update = captions.key ? { ...captions, problem: null } : { unreferencedSince: null }
  await tx.convertedCaptions.upsert({ where, create: captions, update })
}
