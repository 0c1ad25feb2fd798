import type { Prisma, Tx } from '../database.ts'

/** Are captions with this content converted, or known to be unreadable? The nightly removal then leaves them alone for another grace period. */
export async function touchConvertedCaptions(tx: Tx, contentHash: string): Promise<boolean> {
  const { count } = await tx.convertedCaptions.updateMany({ where: { contentHash }, data: { unreferencedSince: null } })
  return count > 0
}

/** Keeps where captions lie as WebVTT, or why they cannot be shown, by content hash; the same bytes come to the same a second time. */
export async function recordConvertedCaptions(tx: Tx, captions: Prisma.ConvertedCaptionsCreateInput): Promise<void> {
  const { contentHash } = captions
  await tx.convertedCaptions.upsert({ where: { contentHash }, create: captions, update: captions })
}
