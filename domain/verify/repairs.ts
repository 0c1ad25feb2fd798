import type { Tx } from '../database.ts'
import type { ComparedFile, VerificationTarget } from './compared-files.ts'
import { lockPackage } from '../transaction.ts'

/**
 * Keeps synchronisations from beginning until the transaction ends, because what lanes have just put is named by no row yet; false when one goes
 * on. A release is not theirs.
 */
export async function blockNewSyncRuns(tx: Tx, { packageId, number }: VerificationTarget): Promise<boolean> {
  if (number !== null) return true
  await lockPackage(tx, packageId)
  return (await tx.syncRun.count({ where: { packageId, finishedAt: null } })) === 0
}

/** Where a file lies from now on. */
type StoredVersion = { versionId: string; etag: string; storedBytes: number }

/**
 * Has a file's row name another version that holds the same bytes; false when the row was changed meanwhile, or is gone. `file` is as it was
 * read.
 */
export async function repointFile(
  tx: Tx,
  { packageId, number }: VerificationTarget,
  file: Pick<ComparedFile, 'path' | 'versionId'>,
  { versionId, etag, storedBytes }: StoredVersion,
): Promise<boolean> {
  const where = { packageId, path: file.path, versionId: file.versionId }
  const data = { versionId, etag, storedBytes: BigInt(storedBytes) }
  const { count } =
    number === null
      ? await tx.draftFile.updateMany({ where, data: { ...data, damaged: false } })
      : await tx.releaseFile.updateMany({ where: { ...where, number }, data })
  return count > 0
}

/** Marks a file of the draft whose bytes are gone: the next synchronisation takes it from Dropbox again. False when it was changed meanwhile. */
export async function markDamaged(
  tx: Tx,
  packageId: string,
  { path, versionId }: Pick<ComparedFile, 'path' | 'versionId'>,
): Promise<boolean> {
  const where = { packageId, path, versionId, untilRevision: null }
  return (await tx.draftFile.updateMany({ where, data: { damaged: true } })).count > 0
}
