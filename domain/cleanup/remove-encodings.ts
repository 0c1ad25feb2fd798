import type { Prisma, Tx } from '../database.ts'
import { trackedCaptions, trackedEncodings, trackedSources } from './unreferenced.ts'
import type { Change } from '../audit/change.ts'
import { encodingEvent, videoPathsByHash } from '../transcode/encodings.ts'
import { lockUnreferenced } from './mark-unreferenced.ts'

/** Each stream is an event, and whoever else has one to record waits meanwhile. */
const encodingBatchSize = 500

/**
 * Marks streams as removed that nothing needs since before that moment, so many at a time, with all their attempts; returns how many, 0 when
 * there is none left. Whoever wishes one of them again locks the same row and has it made anew. Their objects go afterwards.
 */
export async function removeEncodings(tx: Tx, profile: string, before: Date): Promise<Change<number>> {
  const ids = await lockUnreferenced(tx, trackedEncodings(profile), before, encodingBatchSize)
  if (ids.length === 0) return { result: 0 }
  await tx.$executeRaw`UPDATE encoding SET removed_at = now() WHERE id = ANY(${ids}::uuid[])`
  await tx.$executeRaw`UPDATE attempt SET removed_at = now() WHERE encoding_id = ANY(${ids}::uuid[]) AND removed_at IS NULL`
  const encodings = await tx.encoding.findMany({ where: { id: { in: ids } } })
  const names = await videoPathsByHash(tx, encodings)
  const words = 'has no stream any more: nothing needed it'
  const events = encodings.map(encoding => encodingEvent(encoding, names, 'encoding.removed', words))
  return { result: ids.length, events }
}

/** Forgets where sources lie that no job needs since before that moment, so many at a time; returns how many. They are copied again when one does. */
export async function removeSources(tx: Tx, before: Date): Promise<number> {
  const hashes = await lockUnreferenced(tx, trackedSources, before)
  const clearedSource = { sourceKey: null, sourceVersionId: null, sourceUnreferencedSince: null }
  await tx.probe.updateMany({ where: { contentHash: { in: hashes } }, data: clearedSource })
  return hashes.length
}

/** Forgets converted captions that no file has since before that moment, so many at a time; returns how many. */
export async function removeCaptions(tx: Tx, before: Date): Promise<number> {
  const hashes = await lockUnreferenced(tx, trackedCaptions, before)
  await tx.convertedCaptions.deleteMany({ where: { contentHash: { in: hashes } } })
  return hashes.length
}

/**
 * Attempts whose outputs may go from S3: those of removed streams, and what is left of attempts that were over without a stream before that
 * moment.
 */
export const deletableOutputsWhere = (before: Date): Prisma.AttemptWhereInput => ({
  outputsDeletedAt: null,
  finishedAt: { not: null },
  OR: [{ removedAt: { not: null } }, { status: { not: 'READY' }, finishedAt: { lt: before } }],
})

/** Says that an attempt's outputs are gone; false when that was said already. */
export async function recordOutputsDeleted(tx: Tx, encodingId: string, number: number): Promise<boolean> {
  const where = { encodingId, number, outputsDeletedAt: null }
  return (await tx.attempt.updateMany({ where, data: { outputsDeletedAt: new Date() } })).count > 0
}
