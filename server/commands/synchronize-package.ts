import type { By } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { askForSync, cancelSync as cancel, confirmSync as confirm } from '@lectern/schema/changes/sync-run'
import type { SyncRun } from '@lectern/schema/database'
import { forbidden, notFound } from '@lectern/schema/errors'
import { type Caller, may } from '@lectern/schema/permissions'
import type { World } from '../world.ts'
import { packageFor, sees, signedIn } from './packages.ts'
import { isUuid } from './uuid.ts'
import { wakeSoon } from './wake.ts'

/** Opens a run, or joins the open one, and wakes its workflow. `full`: compare everything, not only what Dropbox says is new. */
export async function synchronizePackage(
  world: World,
  caller: Caller | null,
  by: By,
  slug: string,
  full: boolean,
): Promise<SyncRun> {
  const pkg = await packageFor(world, caller, slug, 'package.synchronize', `synchronise «${slug}»`)
  const run = await change(world.database, by, tx => askForSync(tx, by, pkg.id, full))
  await wakeSoon(world, { workflow: 'sync', packageId: pkg.id })
  return run
}

/** Confirms what a run would delete. */
export async function confirmSync(world: World, caller: Caller | null, by: By, id: string): Promise<SyncRun> {
  const { packageId } = await runFor(world, caller, id, 'confirm what this synchronisation deletes')
  const run = await change(world.database, by, tx => confirm(tx, id))
  await wakeSoon(world, { workflow: 'sync', packageId })
  return run
}

/** Asks a run to stop; one that is over, or past the point where the draft changed, stays as it is. */
export async function cancelSync(world: World, caller: Caller | null, by: By, id: string): Promise<SyncRun> {
  const { packageId } = await runFor(world, caller, id, 'stop this synchronisation')
  const run = await change(world.database, by, tx => cancel(tx, id))
  await wakeSoon(world, { workflow: 'sync', packageId })
  return run
}

/** The run, for somebody who may synchronise its package. */
async function runFor(world: World, caller: Caller | null, id: string, doing: string): Promise<SyncRun> {
  const somebody = signedIn(caller)
  const found = isUuid(id) ? await world.database.syncRun.findUnique({ where: { id } }) : null
  if (!found || !sees(somebody, found.packageId)) throw notFound('This synchronisation')
  if (!may(somebody, 'package.synchronize', { packageId: found.packageId })) throw forbidden(doing)
  return found
}
