import type { Attribution } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { type PackageUpdate, updatePackage as update } from '@lectern/schema/changes/update-package'
import type { Package } from '@lectern/schema/database'
import type { Caller } from '@lectern/schema/permissions'
import type { Services } from '../world.ts'
import { requirePackage } from './packages.ts'

/** Changes title, description, first page, and when a package is synchronised by itself. */
export async function updatePackage(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  slug: string,
  input: PackageUpdate,
): Promise<Package> {
  const pkg = await requirePackage(services, caller, slug, 'package.update', `change «${slug}»`)
  return change(services.database, by, tx => update(tx, pkg.id, input))
}
