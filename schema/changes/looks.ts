import type { Prisma, Tx } from '../database.ts'

/** What a look at a video's bytes found, by content hash. */
export type VideoFacts = Omit<Prisma.VideoLookUncheckedCreateInput, 'sourceKey' | 'sourceVersionId'>

/** Keeps what a look at a video found; a later look of the same bytes finds the same. */
export async function recordVideoLook(tx: Tx, facts: VideoFacts): Promise<void> {
  await tx.videoLook.upsert({ where: { contentHash: facts.contentHash }, create: facts, update: facts })
}

/** Records where the bytes lie that a job reads. */
export async function recordSource(
  tx: Tx,
  contentHash: string,
  source: { key: string; versionId: string } | null,
): Promise<void> {
  await tx.videoLook.update({
    where: { contentHash },
    data: { sourceKey: source?.key ?? null, sourceVersionId: source?.versionId ?? null },
  })
}

/** A reference of a page to a file, as written there. */
export type Reference = { url: string; line: number; tag: string }

/** What a page refers to, whether it shows a video, and whether the player's tag has a place in it. */
export type PageFacts = { contentHash: string; references: Reference[]; hasVideo: boolean; hasPlace: boolean }

/** Keeps what a look at a page found, by its content hash. */
export async function recordPageLook(tx: Tx, facts: PageFacts): Promise<void> {
  await tx.pageLook.upsert({ where: { contentHash: facts.contentHash }, create: facts, update: facts })
}
