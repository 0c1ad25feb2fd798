import type { By } from '@lectern/schema/actor'
import { type Amount, setBudget as set } from '@lectern/schema/changes/budget'
import { change } from '@lectern/schema/changes/change'
import { forbidden } from '@lectern/schema/errors'
import { type Caller, may } from '@lectern/schema/permissions'
import type { World } from '../world.ts'
import { signedIn } from './packages.ts'
import { wakeSoon } from './wake.ts'

/** Sets how much streams may cost in a month, and has looked at again what was held. */
export async function setBudget(world: World, caller: Caller | null, by: By, monthly: Amount | null): Promise<void> {
  if (!may(signedIn(caller), 'budget.update')) throw forbidden('change the budget')
  const { heldPackageIds } = await change(world.database, by, tx => set(tx, monthly))
  for (const packageId of heldPackageIds)
    for (const workflow of ['transcode', 'publish'] as const) await wakeSoon(world, { workflow, packageId })
}
