import type { Prisma, Tx } from '../database.ts'

/** Captions as read from bytes. See `readingOf`. */
export type CaptionsReading = { contentHash: string; reading: string }

/**
 * Checks whether captions were already converted in this reading, or found to be unreadable. If so, marks them as
 * referenced, so that the nightly cleanup keeps them for another grace period.
 */
export async function touchConvertedCaptions(tx: Tx, { contentHash, reading }: CaptionsReading): Promise<boolean> {
  const where = { contentHash, reading }
  const { count } = await tx.convertedCaptions.updateMany({ where, data: { unreferencedSince: null } })
  return count > 0
}

/**
 * Records the WebVTT of converted captions, or why they cannot be shown. Safe to repeat, because the same bytes in the
 * same reading give the same result.
 */
export async function recordConvertedCaptions(tx: Tx, captions: Prisma.ConvertedCaptionsCreateInput): Promise<void> {
  const { contentHash, reading = '' } = captions
  const where = { contentHash_reading: { contentHash, reading } }
  await tx.convertedCaptions.upsert({ where, create: captions, update: captions })
}
