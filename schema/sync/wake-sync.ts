import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { endRun } from '@lectern/domain/sync/sync-runs'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import type { Services } from '../services.ts'

/**
 * Wakes the workflow of a package's open sync run. If Temporal refuses to start it for good, ends a run that has not begun,
 * with the reason.
 */
export async function wakeSync(services: Services, packageId: string): Promise<void> {
  const { database } = services
  const error = await tryWake(services, { workflow: 'sync', packageId }, clickTimeoutMs)
  if (!error) return
  const open = await database.syncRun.findFirst({ where: { packageId, finishedAt: null, listedAt: null } })
  if (open) await change(database, systemActor, tx => endRun(tx, open.id, { status: 'FAILED', error }))
}
