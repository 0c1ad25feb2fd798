import type { Tx } from '../database.ts'
import type { Inspected, InspectedFile } from '../reads/inspected.ts'

/** Where a file lies from now on. */
type Stored = { versionId: string; etag: string }

/**
 * Has a file's row name another version that holds the same bytes; false when the row was changed meanwhile, or is gone. `file` is as it was
 * read.
 */
export async function renameVersion(
  tx: Tx,
  { packageId, number }: Inspected,
  file: Pick<InspectedFile, 'path' | 'versionId'>,
  { versionId, etag }: Stored,
): Promise<boolean> {
  const where = { packageId, path: file.path, versionId: file.versionId }
  const data = { versionId, etag }
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
  { path, versionId }: Pick<InspectedFile, 'path' | 'versionId'>,
): Promise<boolean> {
  const where = { packageId, path, versionId, untilRevision: null }
  return (await tx.draftFile.updateMany({ where, data: { damaged: true } })).count > 0
}
