import type { By } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { revokePreviewLink as revoke } from '@lectern/schema/changes/preview-link'
import type { PreviewLink } from '@lectern/schema/database'
import { forbidden, notFound } from '@lectern/schema/errors'
import { type Caller, may } from '@lectern/schema/permissions'
import type { World } from '../world.ts'
import { sees, signedIn } from './packages.ts'
import { isUuid } from './uuid.ts'

/** Takes a link to a draft back; it opens nothing any more. */
export async function revokePreviewLink(world: World, caller: Caller | null, by: By, id: string): Promise<PreviewLink> {
  const somebody = signedIn(caller)
  const found = isUuid(id) ? await world.database.previewLink.findUnique({ where: { id } }) : null
  if (!found || !sees(somebody, found.packageId)) throw notFound('This preview link')
  if (!may(somebody, 'package.preview', { packageId: found.packageId })) throw forbidden('revoke this preview link')
  return change(world.database, by, tx => revoke(tx, id))
}
