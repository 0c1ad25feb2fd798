import { change } from '@lectern/domain/audit/change'
import type { Package } from '@lectern/domain/database'
import { archivePackage as archive } from '@lectern/domain/packages/archive'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import { requirePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'

/** Archives a package, and asks its open work to stop. */
export async function archivePackage(context: Context, slug: string): Promise<Package> {
  const { services, by } = context
  const { id: packageId } = await requirePackage(context, slug, `archive "${slug}"`)
  const archived = await change(services.database, by, tx => archive(tx, packageId))
  for (const workflow of ['sync', 'transcode', 'publish', 'verify'] as const)
    await tryWake(services, { workflow, packageId }, clickTimeoutMs)
  return archived
}
