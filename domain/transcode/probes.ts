import type { Prisma, Probe, Tx } from '../database.ts'

/**
 * Why a video cannot be played. `NO_PICTURE` and `SOUND_TRUNCATED`: it is not a video. Of a truncated sound, only the
 * beginning is there.
 */
export const videoProblemCodes = [
  'UNREADABLE',
  'NO_PICTURE',
  'SOUND_TRUNCATED',
  'TRUNCATED',
  'NO_LENGTH',
  'PROTECTED',
] as const

export type VideoProblemCode = (typeof videoProblemCodes)[number]

/** The result of probing a video's bytes, by content hash. */
export type ProbeResult = Omit<Prisma.ProbeUncheckedCreateInput, 'sourceKey' | 'sourceVersionId' | 'problemCode'> & {
  problemCode: VideoProblemCode | null
}

/** Records the result of a probe. Probing the same bytes again finds the same. */
export async function recordProbe(tx: Tx, result: ProbeResult): Promise<void> {
  await tx.probe.upsert({ where: { contentHash: result.contentHash }, create: result, update: result })
}

/**
 * Marks the source of a video as needed, so that the nightly cleanup does not remove it. Returns the probe. Both lock
 * the row, so the second one sees what the first one did.
 */
export async function touchSource(tx: Tx, contentHash: string): Promise<Probe> {
  return tx.probe.update({ where: { contentHash }, data: { sourceUnreferencedSince: null } })
}

/** Records where the source that a job reads is stored; null clears it. */
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
