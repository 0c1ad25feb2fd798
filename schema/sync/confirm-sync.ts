import { change } from '@lectern/domain/audit/change'
import type { SyncRun } from '@lectern/domain/database'
import { confirmSync as confirm } from '@lectern/domain/sync/sync-runs'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import type { Context } from '../context.ts'
import { requireSyncRun } from './require-sync-run.ts'

/** Confirms the deletions for which a sync run waits. */
export async function confirmSync(context: Context, id: string): Promise<SyncRun> {
  const { services, by } = context
  const { packageId } = await requireSyncRun(context, id, 'confirm what this synchronization deletes')
  const run = await change(services.database, by, tx => confirm(tx, id))
  await tryWake(services, { workflow: 'sync', packageId }, clickTimeoutMs)
  return run
}
