import { change } from '@lectern/domain/audit/change'
import type { PreviewLink } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { revokePreviewLink as revoke } from '@lectern/domain/preview/preview-links'
import { isUuid } from '@lectern/domain/uuid'
import { permits } from '../access/permits.ts'
import { requireCaller } from '../access/require-package.ts'
import { canSeePackage } from '../access/visible.ts'
import type { Context } from '../context.ts'

/** Revokes a preview link: it opens nothing from now on. */
export async function revokePreviewLink(context: Context, id: string): Promise<PreviewLink> {
  const { services, by } = context
  requireCaller(context)
  const link = isUuid(id) ? await services.database.previewLink.findUnique({ where: { id } }) : null
  if (!link || !canSeePackage(context, link.packageId)) throw notFound('This preview link')
  if (!permits(context, { packageId: link.packageId })) throw forbidden('revoke this preview link')
  return change(services.database, by, tx => revoke(tx, id))
}
