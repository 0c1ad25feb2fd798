import type { Prisma, Tx } from '../database.ts'

/** Keeps where captions lie as WebVTT, or why they cannot be shown, by content hash; the same bytes come to the same a second time. */
export async function recordConvertedCaptions(tx: Tx, captions: Prisma.ConvertedCaptionsCreateInput): Promise<void> {
  const { contentHash } = captions
  await tx.convertedCaptions.upsert({ where: { contentHash }, create: captions, update: captions })
}
