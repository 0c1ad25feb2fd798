import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { followFolder, neighbours, type Place } from '@lectern/schema/changes/follow-folder'
import type { Package, SyncRun } from '@lectern/schema/database'
import { findFolder } from '../clients/dropbox.ts'
import type { Deps } from './deps.ts'
import { finalFailure } from './run-problem.ts'

/**
 * Looks a package's folder up by its id and follows it where it was renamed or moved. The run ends, with nothing changed, when the folder is
 * gone, or when it now lies in or around another package's.
 */
export async function follow({ database, dropbox }: Deps, run: SyncRun): Promise<Package> {
  const pkg = await database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  const folder = await findFolder(dropbox, pkg.dropboxId)
  if (!folder)
    throw finalFailure(
      'FOLDER_GONE',
      `The folder ${pkg.dropboxPath} is no longer in Dropbox. Nothing was changed. Put it back, then synchronise.`,
    )
  // Letter case alone is no other place: the parents that Dropbox displays cannot be relied on.
  if (folder.pathLower === pkg.dropboxPathLower) return pkg
  const others: Place[] = []
  for (const other of await neighbours(database, pkg.id, folder.pathLower))
    others.push({ packageId: other.id, folder: await findFolder(dropbox, other.dropboxId) })
  const followed = await change(database, lectern, tx => followFolder(tx, run, { packageId: pkg.id, folder }, others))
  if ('pkg' in followed) return followed.pkg
  const { title, dropboxPath } = followed.within
  throw finalFailure(
    'FOLDER_TAKEN',
    `The folder ${pkg.dropboxPath} is now ${folder.path}, in or around the folder of «${title}» (${dropboxPath}). Nothing was changed. Move it elsewhere, then synchronise.`,
  )
}
