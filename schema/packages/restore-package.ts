import { change } from '@lectern/domain/audit/change'
import type { Package } from '@lectern/domain/database'
import { restorePackage as restore } from '@lectern/domain/packages/archive'
import { requirePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'
import { wakeSync } from '../sync/wake-sync.ts'

/** Restores a package from the archive, and starts its full synchronization. CONFLICT when its folder is taken. */
export async function restorePackage(context: Context, slug: string): Promise<Package> {
  const { services, by } = context
  const { id: packageId } = await requirePackage(context, slug, `restore "${slug}"`)
  const restored = await change(services.database, by, tx => restore(tx, by, packageId))
  await wakeSync(services, packageId)
  return restored
}
