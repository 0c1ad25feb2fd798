import { change } from '@lectern/domain/audit/change'
import type { SyncRun } from '@lectern/domain/database'
import { chooseFolder } from '@lectern/domain/sync/folder-choice'
import type { Context } from '../context.ts'
import { requireSyncRun } from './require-sync-run.ts'
import { wakeSync } from './wake-sync.ts'

/** Chooses the Dropbox folder that the package of a waiting run continues with. */
export async function chooseSyncFolder(
  context: Context,
  { id, dropboxPath }: { id: string; dropboxPath: string },
): Promise<SyncRun> {
  const { services, by } = context
  const { packageId } = await requireSyncRun(context, id, 'choose the folder of this package')
  const run = await change(services.database, by, tx => chooseFolder(tx, id, dropboxPath))
  await wakeSync(services, packageId)
  return run
}
