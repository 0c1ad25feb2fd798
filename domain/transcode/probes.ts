import type { Prisma, Probe, Tx } from '../database.ts'

/** Why a video cannot be played, as a code. */
export type VideoProblemCode = 'UNREADABLE' | 'NO_PICTURE' | 'CUT_SHORT' | 'NO_LENGTH'

/** What a look at a video's bytes found, by content hash. */
export type ProbeResult = Omit<Prisma.ProbeUncheckedCreateInput, 'sourceKey' | 'sourceVersionId' | 'problemCode'> & {
  problemCode: VideoProblemCode | null
}

/** Keeps what a look at a video found; a later look of the same bytes finds the same. */
export async function recordProbe(tx: Tx, result: ProbeResult): Promise<void> {
  await tx.probe.upsert({ where: { contentHash: result.contentHash }, create: result, update: result })
}

/**
 * The look at a video whose source somebody is about to need, so that the nightly removal does not take it away now: whoever comes first, the
 * other sees it.
 */
export async function touchSource(tx: Tx, contentHash: string): Promise<Probe> {
  return tx.probe.update({ where: { contentHash }, data: { sourceUnreferencedSince: null } })
}

/** Records where the bytes lie that a job reads. */
export async function recordSource(
  tx: Tx,
  contentHash: string,
  source: { key: string; versionId: string } | null,
): Promise<void> {
  await tx.probe.update({
    where: { contentHash },
    data: { sourceKey: source?.key ?? null, sourceVersionId: source?.versionId ?? null },
  })
}
