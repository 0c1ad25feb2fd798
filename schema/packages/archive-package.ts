import { change } from '@lectern/domain/audit/change'
import type { Package } from '@lectern/domain/database'
import { archivePackage as archive } from '@lectern/domain/packages/archive'
import { requirePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'
import { tryWake } from '../wake.ts'

/** Archives a package, and asks its open work to stop. */
export async function archivePackage(context: Context, slug: string): Promise<Package> {
  const { services, by } = context
  const { id: packageId } = await requirePackage(context, slug, 'package.archive', `archive "${slug}"`)
  const archived = await change(services.database, by, tx => archive(tx, packageId))
  for (const workflow of ['sync', 'transcode', 'publish'] as const) await tryWake(services, { workflow, packageId })
  return archived
}
