import type { Tx } from '../database.ts'
import { lockPackage } from '../transaction.ts'
import type { ComparedFile, VerificationTarget } from './compared-files.ts'

/**
 * Blocks new sync runs of the package until the transaction ends. Returns false if one is open, because no row names
 * yet what its lanes just stored. Does nothing for a release, which sync runs do not change.
 */
export async function blockNewSyncRuns(tx: Tx, { packageId, number }: VerificationTarget): Promise<boolean> {
  if (number !== null) return true
  await lockPackage(tx, packageId)
  return (await tx.syncRun.count({ where: { packageId, finishedAt: null } })) === 0
}

/** The object version to which a file's row is changed. */
type StoredVersion = { versionId: string; etag: string; storedBytes: number }

/**
 * Points a file's row to another object version with the same bytes. Returns false if the row was changed or deleted
 * since `file` was read.
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

/**
 * Marks a file of the draft whose bytes are gone as damaged, so that the next synchronization copies it again. Returns
 * false if the file was changed in the meantime.
 */
export async function markDamaged(
  tx: Tx,
  packageId: string,
  { path, versionId }: Pick<ComparedFile, 'path' | 'versionId'>,
): Promise<boolean> {
  const where = { packageId, path, versionId, untilRevision: null }
  return (await tx.draftFile.updateMany({ where, data: { damaged: true } })).count > 0
}
