import type { Attribution } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { revokePreviewLink as revoke } from '@lectern/domain/preview/preview-links'
import type { PreviewLink } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { type Caller, isPermitted } from '@lectern/domain/access/permissions'
import { isUuid } from '@lectern/domain/uuid'
import type { Services } from '@lectern/server/open-services'
import { canSee, requireCaller } from '../access/require-package.ts'

/** Takes a link to a draft back; it opens nothing any more. */
export async function revokePreviewLink(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  id: string,
): Promise<PreviewLink> {
  const signedInCaller = requireCaller(caller)
  const found = isUuid(id) ? await services.database.previewLink.findUnique({ where: { id } }) : null
  if (!found || !canSee(signedInCaller, found.packageId)) throw notFound('This preview link')
  if (!isPermitted(signedInCaller, 'package.preview', { packageId: found.packageId }))
    throw forbidden('revoke this preview link')
  return change(services.database, by, tx => revoke(tx, id))
}
