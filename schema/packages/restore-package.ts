import { change } from '@lectern/domain/audit/change'
import type { Package } from '@lectern/domain/database'
import { restorePackage as restore } from '@lectern/domain/packages/archive'
import { requirePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'

/** Restores a package from the archive. */
export async function restorePackage(context: Context, slug: string): Promise<Package> {
  const { id } = await requirePackage(context, slug, 'package.archive', `restore "${slug}"`)
  return change(context.services.database, context.by, tx => restore(tx, id))
}
