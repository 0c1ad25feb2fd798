import type { Change } from '../audit/change.ts'
import type { Package, SyncRun, Tx } from '../database.ts'
import { lockPackage } from '../transaction.ts'
import { endDrafts, type Folder, isNested, lockFolders, lockOverlappingArchives } from './folders.ts'

/** The current folder of a package. `folder` null means that it is no longer in Dropbox. */
export type FolderLocation = { packageId: string; folder: Folder | null }

/** The outcome of a relocation: the updated package, or the other package whose folder it now overlaps. */
export type RelocationResult = { pkg: Package } | { overlappingPackage: Package }

/**
 * Moves a package to the current path of its folder, or to the folder that replaced it. `otherLocations` are the folders of the overlapping packages, just
 * looked up, because two folders may have swapped names. Changes nothing when the folder now overlaps another
 * package's. Ends the drafts of archived packages there. The mirror is listed again, because its keys are paths. The
 * bytes are copied inside S3, because their content hashes are known.
 */
export async function recordRelocation(
  tx: Tx,
  run: SyncRun,
  newLocation: { packageId: string; folder: Folder },
  otherLocations: FolderLocation[],
): Promise<Change<RelocationResult>> {
  await lockFolders(tx)
  const archives = await lockOverlappingArchives(tx, newLocation.folder, newLocation.packageId)
  const pkg = await lockPackage(tx, newLocation.packageId)
  const { dropboxId, path, pathLower } = newLocation.folder
  const isSameFolder = dropboxId === pkg.dropboxId
  if (isSameFolder && path === pkg.dropboxPath && pathLower === pkg.dropboxPathLower) return { result: { pkg } }
  const overlapping = otherLocations.find(other => other.folder && isNested(other.folder.pathLower, pathLower))
  if (overlapping)
    return {
      result: { overlappingPackage: await tx.package.findUniqueOrThrow({ where: { id: overlapping.packageId } }) },
    }
  // A package that moved away or is gone must not block the path. Its own next run records where it is.
  for (const { packageId } of otherLocations)
    await tx.package.update({ where: { id: packageId }, data: { dropboxPathLower: `moved:${packageId}` } })
  const newFolder = { dropboxId, dropboxPath: path, dropboxPathLower: pathLower, cursor: null }
  const relocated = await tx.package.update({ where: { id: pkg.id }, data: newFolder })
  if (path !== pkg.dropboxPath)
    await tx.syncRun.update({ where: { id: run.id }, data: { movedFrom: run.movedFrom ?? pkg.dropboxPath } })
  return {
    result: { pkg: relocated },
    events: [
      {
        action: isSameFolder ? 'package.relocated' : 'package.folderReplaced',
        subjectType: 'Package',
        subjectId: pkg.id,
        packageId: pkg.id,
        summary: isSameFolder
          ? `"${pkg.title}" moved to the Dropbox folder ${path}`
          : `"${pkg.title}" continues with the new Dropbox folder ${path}`,
        before: { dropboxPath: pkg.dropboxPath, dropboxId: pkg.dropboxId },
        after: { dropboxPath: path, dropboxId },
      },
      ...(await endDrafts(tx, archives, pkg.title)),
    ],
  }
}
