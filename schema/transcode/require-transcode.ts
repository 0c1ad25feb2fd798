import type { Transcode } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { isUuid } from '@lectern/domain/uuid'
import { permissionOf, permits } from '../access/permits.ts'
import { requireCaller } from '../access/require-package.ts'
import { canSeePackage } from '../access/visible.ts'
import type { Context } from '../context.ts'

/**
 * The transcode with this id, if the caller has the field's permission; the one for the budget must hold everywhere. `action`
 * completes "You are not allowed to …".
 */
export async function requireTranscode(context: Context, id: string, action: string): Promise<Transcode> {
  requireCaller(context)
  const transcode = isUuid(id) ? await context.services.database.transcode.findUnique({ where: { id } }) : null
  if (!transcode || !canSeePackage(context, transcode.packageId)) throw notFound('This transcode')
  const scope = permissionOf(context) === 'budget.update' ? {} : { packageId: transcode.packageId }
  if (!permits(context, scope)) throw forbidden(action)
  return transcode
}
