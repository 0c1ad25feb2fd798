import { z } from 'zod'
import type { Change } from '../audit/change.ts'
import { type Package, Prisma, type SyncRun, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { lockPackage } from '../transaction.ts'
import { type Folder, overlapsFolderSql } from './packages.ts'

/** The current folder of a package. `folder` null means that it is no longer in Dropbox. */
export type FolderLocation = { packageId: string; folder: Folder | null }

/** The outcome of a relocation: the updated package, or the other package whose folder it now overlaps. */
export type RelocationResult = { pkg: Package } | { overlappingPackage: Package }

const overlappingRow = z.object({ id: z.string(), dropboxId: z.string() })
type OverlappingRow = z.infer<typeof overlappingRow>

/**
 * Returns the packages whose recorded folders overlap this path. Look them up in Dropbox, because they may have moved
 * too.
 */
export function overlappingPackages(tx: Tx, packageId: string, pathLower: string): Promise<OverlappingRow[]> {
  const sql = Prisma.sql`
    SELECT id, dropbox_id AS "dropboxId" FROM package
    WHERE id <> ${packageId}::uuid AND ${overlapsFolderSql(pathLower)}`
  return rows(tx, overlappingRow, sql)
}

/**
 * Moves a package to the current path of its folder. `otherLocations` are the folders of the overlapping packages, just
 * looked up, because two folders may have swapped names. Changes nothing when the folder now overlaps another
 * package's. The mirror is listed again, because its keys are paths. The bytes are copied inside S3, because their
 * content hashes are known.
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
  // A package that moved away or is gone must not block the path. Its own next run records where it is.
  for (const { packageId } of otherLocations)
    await tx.package.update({ where: { id: packageId }, data: { dropboxPathLower: `moved:${packageId}` } })
  const newPath = { dropboxPath: path, dropboxPathLower: pathLower, cursor: null }
  const relocated = await tx.package.update({ where: { id: pkg.id }, data: newPath })
  await tx.syncRun.update({ where: { id: run.id }, data: { movedFrom: run.movedFrom ?? pkg.dropboxPath } })
  return {
    result: { pkg: relocated },
    events: [
      {
        action: 'package.relocated',
        subjectType: 'Package',
        subjectId: pkg.id,
        packageId: pkg.id,
        summary: `"${pkg.title}" moved to the Dropbox folder ${path}`,
        before: { dropboxPath: pkg.dropboxPath },
        after: { dropboxPath: path },
      },
    ],
  }
}

const isNested = (a: string, b: string) => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`)
