import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Package, SyncRun } from '@lectern/domain/database'
import { overlappingPackages } from '@lectern/domain/packages/folders'
import { type FolderLocation, recordRelocation } from '@lectern/domain/packages/relocate'
import { findFolder } from '../../dropbox/client.ts'
import { finalFailure } from '../../final-failure.ts'
import type { Services } from '../../services.ts'

/**
 * Looks up a package's folder by its id, and follows it if it was renamed or moved. The run ends without a change if
 * the folder is gone, or if it now lies in or around another package's folder.
 */
export async function relocatePackage({ database, dropbox }: Services, run: SyncRun): Promise<Package> {
  const pkg = await database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  const folder = await findFolder(dropbox, pkg.dropboxId)
  if (!folder)
    throw finalFailure(
      'FOLDER_GONE',
      `The folder ${pkg.dropboxPath} is no longer in Dropbox. Nothing was changed. Put it back, then synchronize.`,
    )
  // Letter case alone is not a move: the parents that Dropbox displays are unreliable.
  if (folder.pathLower === pkg.dropboxPathLower) return pkg
  const otherFolders: FolderLocation[] = []
  for (const other of await overlappingPackages(database, folder))
    if (other.id !== pkg.id)
      otherFolders.push({ packageId: other.id, folder: await findFolder(dropbox, other.dropboxId) })
  const relocation = await change(database, systemActor, tx =>
    recordRelocation(tx, run, { packageId: pkg.id, folder }, otherFolders),
  )
  if ('pkg' in relocation) return relocation.pkg
  const { title, dropboxPath } = relocation.overlappingPackage
  throw finalFailure(
    'FOLDER_TAKEN',
    `The folder ${pkg.dropboxPath} is now ${folder.path}, in or around the folder of "${title}" (${dropboxPath}). Nothing was changed. Move it elsewhere, then synchronize.`,
  )
}
