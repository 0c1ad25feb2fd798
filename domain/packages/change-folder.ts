import type { Attribution } from '../audit/actor.ts'
import type { Change } from '../audit/change.ts'
import type { Package, SyncRun, Tx } from '../database.ts'
import { conflict } from '../errors.ts'
import { requestSync } from '../sync/sync-runs.ts'
import { lockActivePackage } from '../transaction.ts'
import { endDrafts, type Folder, lockFolders, lockOverlappingArchives, requireFreeFolder } from './folders.ts'

/**
 * Gives a package another Dropbox folder, and requests a full synchronization, which updates the draft. Returns its run, or
 * null if the package has this folder already. Ends the drafts of archived packages that had the folder. CONFLICT when
 * the folder overlaps that of another package, while the package is synchronized from its present folder, or when it is
 * archived.
 */
export async function changeFolder(
  tx: Tx,
  by: Attribution,
  packageId: string,
  folder: Folder,
): Promise<Change<SyncRun | null>> {
  await lockFolders(tx)
  const archives = await lockOverlappingArchives(tx, folder, packageId)
  const pkg = await lockActivePackage(tx, packageId, 'choose its folder')
  const { dropboxId, path: dropboxPath, pathLower: dropboxPathLower } = folder
  if (dropboxId === pkg.dropboxId && dropboxPathLower === pkg.dropboxPathLower) return { result: null }
  await requireFreeFolder(tx, folder, packageId, 'input.dropboxPath')
  await requireNoCopying(tx, pkg)
  await tx.package.update({
    where: { id: packageId },
    data: { dropboxId, dropboxPath, dropboxPathLower, cursor: null },
  })
  const { result: run, events = [] } = await requestSync(tx, by, packageId, true)
  // The run also removes what the package stored under its former path.
  const movedFrom = run.movedFrom ?? pkg.dropboxPath
  if (movedFrom !== dropboxPath) await tx.syncRun.update({ where: { id: run.id }, data: { movedFrom } })
  return {
    result: run,
    events: [
      {
        action: 'package.folderChosen',
        subjectType: 'Package',
        subjectId: packageId,
        packageId,
        summary: `Chose the Dropbox folder ${dropboxPath} for "${pkg.title}"`,
        before: { dropboxPath: pkg.dropboxPath, dropboxId: pkg.dropboxId },
        after: { dropboxPath, dropboxId },
      },
      ...(await endDrafts(tx, archives, pkg.title)),
      ...events,
    ],
  }
}

/** A run that waits for the choice of a folder has the answer now. Any other open run would mix both folders. */
async function requireNoCopying(tx: Tx, { id: packageId, title }: Package): Promise<void> {
  const where = { packageId, finishedAt: null, status: { not: 'WAITING_FOR_FOLDER' } } as const
  if ((await tx.syncRun.count({ where })) === 0) return
  throw conflict(
    `"${title}" is being synchronized. Wait until that is over, or cancel it. Then choose the folder.`,
    [],
    'input.dropboxPath',
  )
}
