import { change } from '@lectern/domain/audit/change'
import type { SyncRun } from '@lectern/domain/database'
import { requestSync } from '@lectern/domain/sync/sync-runs'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import { requirePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'

/**
 * Opens a sync run, or joins the open one, and wakes its workflow. `full`: compares everything, not only what Dropbox
 * reports as changed.
 */
export async function synchronizePackage(
  context: Context,
  { slug, full }: { slug: string; full: boolean },
): Promise<SyncRun> {
  const { services, by } = context
  const pkg = await requirePackage(context, slug, 'package.synchronize', `synchronize "${slug}"`)
  const run = await change(services.database, by, tx => requestSync(tx, by, pkg.id, full))
  await tryWake(services, { workflow: 'sync', packageId: pkg.id }, clickTimeoutMs)
  return run
}
