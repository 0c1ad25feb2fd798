import { change } from '@lectern/domain/audit/change'
import type { SyncRun } from '@lectern/domain/database'
import { cancelSync as cancel } from '@lectern/domain/sync/sync-runs'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import type { Context } from '../context.ts'
import { requireSyncRun } from './require-sync-run.ts'

/** Asks a sync run to stop. A run that has finished, or has changed the draft, stays as it is. */
export async function cancelSync(context: Context, id: string): Promise<SyncRun> {
  const { services, by } = context
  const { packageId } = await requireSyncRun(context, id, 'cancel this synchronization')
  const run = await change(services.database, by, tx => cancel(tx, id))
  await tryWake(services, { workflow: 'sync', packageId }, clickTimeoutMs)
  return run
}
