import type { Attribution } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { type PackageUpdate, updatePackage as update } from '@lectern/domain/packages/update-package'
import type { Package } from '@lectern/domain/database'
import type { Caller } from '@lectern/domain/access/permissions'
import type { Services } from '@lectern/server/open-services'
import { requirePackage } from '../access/require-package.ts'

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
