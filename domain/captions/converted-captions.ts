import type { Prisma, Tx } from '../database.ts'

/**
 * Checks whether captions with this content were already converted, or found to be unreadable. If so, marks them as
 * referenced, so that the nightly cleanup keeps them for another grace period.
 */
export async function touchConvertedCaptions(tx: Tx, contentHash: string): Promise<boolean> {
  const { count } = await tx.convertedCaptions.updateMany({ where: { contentHash }, data: { unreferencedSince: null } })
  return count > 0
}

/**
 * Records the WebVTT of converted captions, or why they cannot be shown, by content hash. Safe to repeat, because the
 * same bytes give the same result.
 */
export async function recordConvertedCaptions(tx: Tx, captions: Prisma.ConvertedCaptionsCreateInput): Promise<void> {
  const { contentHash } = captions
  await tx.convertedCaptions.upsert({ where: { contentHash }, create: captions, update: captions })
}
