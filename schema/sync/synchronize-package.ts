import { change } from '@lectern/domain/audit/change'
import type { SyncRun } from '@lectern/domain/database'
import { requestSync } from '@lectern/domain/sync/sync-runs'
import { requirePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'
import { wakeSync } from './wake-sync.ts'

/**
 * Opens a sync run, or joins the open one, and wakes its workflow. `full`: compares everything, not only what Dropbox
 * reports as changed.
 */
export async function synchronizePackage(
  context: Context,
  { slug, full }: { slug: string; full: boolean },
): Promise<SyncRun> {
  const { services, by } = context
  const pkg = await requirePackage(context, slug, `synchronize "${slug}"`)
  const run = await change(services.database, by, tx => requestSync(tx, by, pkg.id, full))
  await wakeSync(services, pkg.id)
  return services.database.syncRun.findUniqueOrThrow({ where: { id: run.id } })
}
