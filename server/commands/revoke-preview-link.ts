import type { Attribution } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { revokePreviewLink as revoke } from '@lectern/schema/changes/preview-link'
import type { PreviewLink } from '@lectern/schema/database'
import { forbidden, notFound } from '@lectern/schema/errors'
import { type Caller, isPermitted } from '@lectern/schema/permissions'
import { isUuid } from '@lectern/schema/uuid'
import type { Services } from '../world.ts'
import { canSee, requireCaller } from './packages.ts'

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
