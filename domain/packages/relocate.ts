import type { Package, SyncRun, Tx } from '../database.ts'
import { lockPackage } from '../transaction.ts'
import type { Change } from '../audit/change.ts'
import { type Folder, overlapsFolderSql } from './packages.ts'

/** Where a package's folder lies now; null: it is no longer in Dropbox. */
export type FolderLocation = { packageId: string; folder: Folder | null }

/** What following a folder came to: the package as it is now, or the package in whose folder it lies now (or that lies in it). */
export type RelocationResult = { pkg: Package } | { overlappingPackage: Package }

/** The packages whose folders, by their rows, are, hold or lie inside this place: they may have moved too, and must be looked up. */
export function overlappingPackages(
  tx: Tx,
  packageId: string,
  pathLower: string,
): Promise<{ id: string; dropboxId: string }[]> {
  return tx.$queryRaw`
    SELECT id, dropbox_id AS "dropboxId" FROM package
    WHERE id <> ${packageId}::uuid AND ${overlapsFolderSql(pathLower)}`
}

/**
 * Follows a package's folder to where it lies now, with the places of its neighbours as they were looked up a moment ago: two folders may have
 * swapped their names. Nothing changes when it now lies inside another package's folder, or around it. The mirror begins anew, because its
 * keys are paths; the bytes are copied inside S3, because their content hashes are known.
 */
export async function recordRelocation(
  tx: Tx,
  run: SyncRun,
  newLocation: { packageId: string; folder: Folder },
  otherLocations: FolderLocation[],
): Promise<Change<RelocationResult>> {
  const pkg = await lockPackage(tx, newLocation.packageId)
  const { path, pathLower } = newLocation.folder
  if (path === pkg.dropboxPath && pathLower === pkg.dropboxPathLower) return { result: { pkg } }
  const overlapping = otherLocations.find(other => other.folder && isNested(other.folder.pathLower, pathLower))
  if (overlapping)
    return {
      result: { overlappingPackage: await tx.package.findUniqueOrThrow({ where: { id: overlapping.packageId } }) },
    }
  // Who has moved away or is gone must not stand in the way; its own next run says where it is.
  for (const { packageId } of otherLocations)
    await tx.package.update({ where: { id: packageId }, data: { dropboxPathLower: `moved:${packageId}` } })
  const newPath = { dropboxPath: path, dropboxPathLower: pathLower, cursor: null }
  const present = await tx.package.update({ where: { id: pkg.id }, data: newPath })
  await tx.syncRun.update({ where: { id: run.id }, data: { movedFrom: run.movedFrom ?? pkg.dropboxPath } })
  return {
    result: { pkg: present },
    events: [
      {
        action: 'package.relocated',
        subjectType: 'Package',
        subjectId: pkg.id,
        packageId: pkg.id,
        summary: `«${pkg.title}» is now the Dropbox folder ${path}`,
        before: { dropboxPath: pkg.dropboxPath },
        after: { dropboxPath: path },
      },
    ],
  }
}

const isNested = (one: string, other: string) =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`)
