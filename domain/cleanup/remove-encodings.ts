import type { Change } from '../audit/change.ts'
import type { Prisma, Tx } from '../database.ts'
import { encodingEvent, videoPathsByHash } from '../transcode/encodings.ts'
import { lockUnreferenced } from './mark-unreferenced.ts'
import { trackedCaptions, trackedEncodings, trackedSources } from './unreferenced.ts'

/**
 * The encodings of one transaction. Each records an audit event, and other writers of events wait for the transaction.
 */
const encodingBatchSize = 500

/**
 * Marks encodings with all their attempts as removed that have been unreferenced since before `before`. Handles one
 * batch and returns its size; 0 means done. A new request locks the same row and encodes the video again. The objects
 * are deleted later.
 */
export async function removeEncodings(tx: Tx, profile: string, before: Date): Promise<Change<number>> {
  const ids = await lockUnreferenced(tx, trackedEncodings(profile), before, encodingBatchSize)
  if (ids.length === 0) return { result: 0 }
  await tx.$executeRaw`UPDATE encoding SET removed_at = now() WHERE id = ANY(${ids}::uuid[])`
  await tx.$executeRaw`UPDATE attempt SET removed_at = now() WHERE encoding_id = ANY(${ids}::uuid[]) AND removed_at IS NULL`
  const encodings = await tx.encoding.findMany({ where: { id: { in: ids } } })
  const names = await videoPathsByHash(tx, encodings)
  const summaryPrefix = 'Removed the unreferenced encoding of'
  const events = encodings.map(encoding => encodingEvent(encoding, names, 'encoding.removed', summaryPrefix))
  return { result: ids.length, events }
}

/**
 * Clears the locations of sources that no job has needed since before `before`. Handles one batch and returns its size.
 * A source is copied again when a job needs it.
 */
export async function removeSources(tx: Tx, before: Date): Promise<number> {
  const hashes = await lockUnreferenced(tx, trackedSources, before)
  const clearedSource = { sourceKey: null, sourceVersionId: null, sourceUnreferencedSince: null }
  await tx.probe.updateMany({ where: { contentHash: { in: hashes } }, data: clearedSource })
  return hashes.length
}

/** Deletes converted captions that no file has used since before `before`. Handles one batch and returns its size. */
export async function removeCaptions(tx: Tx, before: Date): Promise<number> {
  const hashes = await lockUnreferenced(tx, trackedCaptions, before)
  await tx.convertedCaptions.deleteMany({ where: { contentHash: { in: hashes } } })
  return hashes.length
}

/**
 * Attempts whose outputs can be deleted from S3: those of removed encodings, and those that ended without success
 * before `before`.
 */
export const deletableOutputsWhere = (before: Date): Prisma.AttemptWhereInput => ({
  outputsDeletedAt: null,
  finishedAt: { not: null },
  OR: [{ removedAt: { not: null } }, { status: { not: 'READY' }, finishedAt: { lt: before } }],
})

/** Records that an attempt's outputs are deleted. Returns false if that was already recorded. */
export async function recordOutputsDeleted(tx: Tx, encodingId: string, number: number): Promise<boolean> {
  const where = { encodingId, number, outputsDeletedAt: null }
  return (await tx.attempt.updateMany({ where, data: { outputsDeletedAt: new Date() } })).count > 0
}
