import type { SyncRun } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { isUuid } from '@lectern/domain/uuid'
import { permits } from '../access/permits.ts'
import { requireCaller } from '../access/require-package.ts'
import { canSeePackage } from '../access/visible.ts'
import type { Context } from '../context.ts'

/**
 * The sync run with this id, whose package the caller may synchronize. `action` completes "You are not allowed to …".
 */
export async function requireSyncRun(context: Context, id: string, action: string): Promise<SyncRun> {
  requireCaller(context)
  const run = isUuid(id) ? await context.services.database.syncRun.findUnique({ where: { id } }) : null
  if (!run || !canSeePackage(context, run.packageId)) throw notFound('This synchronization')
  if (!permits(context, { packageId: run.packageId })) throw forbidden(action)
  return run
}
