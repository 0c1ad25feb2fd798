import type { Package, SyncRun, Tx } from '../database.ts'
import { lockPackage, type Outcome } from './change.ts'
import { type Folder, meets } from './package.ts'

/** Where a package's folder lies now; null: it is no longer in Dropbox. */
export type Place = { packageId: string; folder: Folder | null }

/** What following a folder came to: the package as it is now, or the package in whose folder it lies now (or that lies in it). */
export type Followed = { pkg: Package } | { within: Package }

/** The packages whose folders, by their rows, are, hold or lie inside this place: they may have moved too, and must be looked up. */
export function neighbours(tx: Tx, packageId: string, pathLower: string): Promise<{ id: string; dropboxId: string }[]> {
  return tx.$queryRaw`
    SELECT id, dropbox_id AS "dropboxId" FROM package
    WHERE id <> ${packageId}::uuid AND ${meets(pathLower)}`
}

/**
 * Follows a package's folder to where it lies now, with the places of its neighbours as they were looked up a moment ago: two folders may have
 * swapped their names. Nothing changes when it now lies inside another package's folder, or around it. The mirror begins anew, because its
 * keys are paths; the bytes are copied inside S3, because their content hashes are known.
 */
export async function followFolder(
  tx: Tx,
  run: SyncRun,
  moved: { packageId: string; folder: Folder },
  others: Place[],
): Promise<Outcome<Followed>> {
  const pkg = await lockPackage(tx, moved.packageId)
  const { path, pathLower } = moved.folder
  if (path === pkg.dropboxPath && pathLower === pkg.dropboxPathLower) return { result: { pkg } }
  const inTheWay = others.find(other => other.folder && isNested(other.folder.pathLower, pathLower))
  if (inTheWay) return { result: { within: await tx.package.findUniqueOrThrow({ where: { id: inTheWay.packageId } }) } }
  // Who has moved away or is gone must not stand in the way; its own next run says where it is.
  for (const { packageId } of others)
    await tx.package.update({ where: { id: packageId }, data: { dropboxPathLower: `moved:${packageId}` } })
  const followed = { dropboxPath: path, dropboxPathLower: pathLower, cursor: null }
  const present = await tx.package.update({ where: { id: pkg.id }, data: followed })
  await tx.syncRun.update({ where: { id: run.id }, data: { movedFrom: run.movedFrom ?? pkg.dropboxPath } })
  return {
    result: { pkg: present },
    events: [
      {
        action: 'package.folderFollowed',
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
