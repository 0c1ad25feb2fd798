import { isPermitted, type Permission } from '@lectern/domain/access/permissions'
import type { Transcode } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { isUuid } from '@lectern/domain/uuid'
import { requireCaller } from '../access/require-package.ts'
import { canSeePackage } from '../access/visible.ts'
import type { Context } from '../context.ts'

/**
 * The transcode with this id, if the caller has the permission; the one for the budget must hold everywhere. `action`
 * completes "You are not allowed to …".
 */
export async function requireTranscode(
  context: Context,
  id: string,
  permission: Permission,
  action: string,
): Promise<Transcode> {
  const caller = requireCaller(context)
  const transcode = isUuid(id) ? await context.services.database.transcode.findUnique({ where: { id } }) : null
  if (!transcode || !canSeePackage(context, transcode.packageId)) throw notFound('This transcode')
  const scope = permission === 'budget.update' ? {} : { packageId: transcode.packageId }
  if (!isPermitted(caller, permission, scope)) throw forbidden(action)
  return transcode
}
