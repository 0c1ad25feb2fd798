import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { endDryRun, newestDryRun, requestDryRun } from '@lectern/domain/cleanup/dry-runs'
import type { CleanupDryRun } from '@lectern/domain/database'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import { requirePermission } from '../access/require-package.ts'
import type { Context } from '../context.ts'

/** Opens a dry run of the cleanup, or joins the open one, and wakes its workflow. */
export async function startCleanupDryRun(context: Context): Promise<CleanupDryRun | null> {
  const { services, by } = context
  requirePermission(context, 'start a dry run of the cleanup')
  const open = await services.database.cleanupDryRun.findFirst({ where: { finishedAt: null } })
  const run = await change(services.database, by, tx => requestDryRun(tx, by))
  const error = await tryWake(services, { workflow: 'cleanupDryRun' }, clickTimeoutMs)
  // A run that was open before may go on: another server may reach Temporal.
  if (!error || run.id === open?.id) return run
  await change(services.database, systemActor, tx => endDryRun(tx, run.id, { error }))
  return newestDryRun(services.database)
}
