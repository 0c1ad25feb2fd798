import type { By } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { type PackageUpdate, updatePackage as update } from '@lectern/schema/changes/update-package'
import type { Package } from '@lectern/schema/database'
import type { Caller } from '@lectern/schema/permissions'
import type { World } from '../world.ts'
import { packageFor } from './packages.ts'

/** Changes title, description, first page, and when a package is synchronised by itself. */
export async function updatePackage(
  world: World,
  caller: Caller | null,
  by: By,
  slug: string,
  input: PackageUpdate,
): Promise<Package> {
  const pkg = await packageFor(world, caller, slug, 'package.update', `change «${slug}»`)
  return change(world.database, by, tx => update(tx, pkg.id, input))
}
