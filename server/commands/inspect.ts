import type { By } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { cancelInspection as cancel, startInspection } from '@lectern/schema/changes/inspection'
import type { Commands } from '@lectern/schema/context'
import type { Inspection } from '@lectern/schema/database'
import { forbidden, notFound } from '@lectern/schema/errors'
import { type Caller, may } from '@lectern/schema/permissions'
import type { World } from '../world.ts'
import { packageFor, sees, signedIn } from './packages.ts'
import { isUuid } from './uuid.ts'
import { wakeSoon } from './wake.ts'

/** Opens an inspection of a release or the draft, or joins the open one, and wakes its workflow. */
export async function verifyPackage(
  world: World,
  caller: Caller | null,
  by: By,
  { slug, release: number, repair }: Parameters<Commands['verifyPackage']>[0],
): Promise<Inspection> {
  const { id: packageId } = await packageFor(world, caller, slug, 'package.verify', `verify «${slug}»`)
  const wished = { packageId, number, repair }
  const inspection = await change(world.database, by, tx => startInspection(tx, by, wished))
  await wakeSoon(world, { workflow: 'inspect', packageId })
  return inspection
}

/** Asks an inspection to stop; one that is over stays as it is. */
export async function cancelInspection(world: World, caller: Caller | null, by: By, id: string): Promise<Inspection> {
  const somebody = signedIn(caller)
  const found = isUuid(id) ? await world.database.inspection.findUnique({ where: { id } }) : null
  if (!found || !sees(somebody, found.packageId)) throw notFound('This verification')
  if (!may(somebody, 'package.verify', { packageId: found.packageId })) throw forbidden('stop this verification')
  const inspection = await change(world.database, by, tx => cancel(tx, id))
  await wakeSoon(world, { workflow: 'inspect', packageId: found.packageId })
  return inspection
}
