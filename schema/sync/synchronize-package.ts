import type { Attribution } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { cancelSync as cancel, confirmSync as confirm, requestSync } from '@lectern/domain/sync/sync-runs'
import type { SyncRun } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { type Caller, isPermitted } from '@lectern/domain/access/permissions'
import { isUuid } from '@lectern/domain/uuid'
import type { Services } from '@lectern/server/open-services'
import { canSee, requireCaller, requirePackage } from '../access/require-package.ts'
import { tryWake } from '../wake.ts'

/** Opens a run, or joins the open one, and wakes its workflow. `full`: compare everything, not only what Dropbox says is new. */
export async function synchronizePackage(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  slug: string,
  full: boolean,
): Promise<SyncRun> {
  const pkg = await requirePackage(services, caller, slug, 'package.synchronize', `synchronise «${slug}»`)
  const run = await change(services.database, by, tx => requestSync(tx, by, pkg.id, full))
  await tryWake(services, { workflow: 'sync', packageId: pkg.id })
  return run
}

/** Confirms what a run would delete. */
export async function confirmSync(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  id: string,
): Promise<SyncRun> {
  const { packageId } = await requireSyncRun(services, caller, id, 'confirm what this synchronisation deletes')
  const run = await change(services.database, by, tx => confirm(tx, id))
  await tryWake(services, { workflow: 'sync', packageId })
  return run
}

/** Asks a run to stop; one that is over, or past the point where the draft changed, stays as it is. */
export async function cancelSync(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  id: string,
): Promise<SyncRun> {
  const { packageId } = await requireSyncRun(services, caller, id, 'stop this synchronisation')
  const run = await change(services.database, by, tx => cancel(tx, id))
  await tryWake(services, { workflow: 'sync', packageId })
  return run
}

/** The run, for somebody who may synchronise its package. */
async function requireSyncRun(services: Services, caller: Caller | null, id: string, action: string): Promise<SyncRun> {
  const signedInCaller = requireCaller(caller)
  const found = isUuid(id) ? await services.database.syncRun.findUnique({ where: { id } }) : null
  if (!found || !canSee(signedInCaller, found.packageId)) throw notFound('This synchronisation')
  if (!isPermitted(signedInCaller, 'package.synchronize', { packageId: found.packageId })) throw forbidden(action)
  return found
}
