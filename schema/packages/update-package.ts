import { change } from '@lectern/domain/audit/change'
import type { Package } from '@lectern/domain/database'
import { type PackageUpdate, updatePackage as update } from '@lectern/domain/packages/update-package'
import { requirePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'

/** Changes a package's title, description, start page, or auto-sync. Absent fields stay unchanged. */
export async function updatePackage(
  context: Context,
  { slug, input }: { slug: string; input: PackageUpdate },
): Promise<Package> {
  const pkg = await requirePackage(context, slug, 'package.update', `change "${slug}"`)
  return change(context.services.database, context.by, tx => update(tx, pkg.id, input))
}
