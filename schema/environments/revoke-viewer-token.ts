import { change } from '@lectern/domain/audit/change'
import type { ViewerToken } from '@lectern/domain/database'
import { revokeViewerToken as revoke } from '@lectern/domain/environments/viewer-tokens'
import { notFound } from '@lectern/domain/errors'
import { isUuid } from '@lectern/domain/uuid'
import { permits } from '../access/permits.ts'
import { requireCaller } from '../access/require-package.ts'
import type { Context } from '../context.ts'

/** Revokes one viewer token. NOT_FOUND for callers who may not manage its environment, because viewers are private. */
export async function revokeViewerToken(context: Context, id: string): Promise<ViewerToken> {
  const { services, by } = context
  requireCaller(context)
  const token = isUuid(id) ? await services.database.viewerToken.findUnique({ where: { id } }) : null
  if (!token || !permits(context, { environmentId: token.environmentId })) throw notFound('This viewer token')
  return change(services.database, by, tx => revoke(tx, id))
}
