import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Database, Package, SyncRun } from '@lectern/domain/database'
import { type Folder, overlappingPackages } from '@lectern/domain/packages/folders'
import { type FolderLocation, recordRelocation } from '@lectern/domain/packages/relocate'
import type { FolderChoice } from '@lectern/domain/sync/folder-choice'
import { findFolder } from '../../dropbox/client.ts'
import { finalFailure } from '../../final-failure.ts'
import type { Services } from '../../services.ts'

/**
 * Looks up a package's folder by its id, and follows it if it was renamed or moved. If the folder is gone, a folder that
 * the author put in its place replaces it. If the folder moved and another one is in its place, a person must choose:
 * returns both, and changes nothing. The run ends without a change if there is no folder, or if it now lies in or around
 * another package's folder.
 */
export async function relocatePackage(
  services: Services,
  run: SyncRun,
): Promise<{ pkg: Package } | { folderChoices: FolderChoice[] }> {
  const { database, dropbox } = services
  const pkg = await database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  const folder = await findFolder(dropbox, pkg.dropboxId)
  // Letter case alone is not a move: the parents that Dropbox displays are unreliable.
  if (folder?.pathLower === pkg.dropboxPathLower) return { pkg }
  const folders = [folder, await findReplacement(services, pkg)].filter(each => each !== null)
  const chosen =
    folders.length > 1 ? folders.find(({ dropboxId }) => dropboxId === run.chosenFolderId) : (folders[0] ?? null)
  if (chosen === undefined) return { folderChoices: folders }
  if (chosen) return { pkg: await moveTo(services, run, pkg, chosen) }
  throw finalFailure(
    'FOLDER_GONE',
    `The folder ${pkg.dropboxPath} is no longer in Dropbox. Nothing was changed. Put it back and synchronize, or choose another folder for this package.`,
  )
}

/** Finds another folder at the path of the package's folder. Null if there is none, or if it is another package's. */
async function findReplacement({ database, dropbox }: Services, pkg: Package): Promise<Folder | null> {
  const found = await findFolder(dropbox, pkg.dropboxPath)
  if (!found || found.dropboxId === pkg.dropboxId) return null
  return (await findOthers(database, pkg, found)).length > 0 ? null : found
}

const findOthers = async (database: Database, pkg: Package, folder: Folder) =>
  (await overlappingPackages(database, folder)).filter(({ id }) => id !== pkg.id)

async function moveTo({ database, dropbox }: Services, run: SyncRun, pkg: Package, folder: Folder): Promise<Package> {
  const otherFolders: FolderLocation[] = []
  for (const other of await findOthers(database, pkg, folder))
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
