import type { Attribution } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { revokeViewerToken as revoke, revokeViewerTokens as revokeAll } from '@lectern/schema/changes/viewer-token'
import type { Environment, ViewerToken } from '@lectern/schema/database'
import { forbidden, notFound } from '@lectern/schema/errors'
import { type Caller, isPermitted } from '@lectern/schema/permissions'
import { isUuid } from '@lectern/schema/uuid'
import type { Services } from '../world.ts'
import { requireCaller } from './packages.ts'
import { requireEnvironment } from './require-environment.ts'

/** Takes one viewer's way in away. Who they are is for whoever manages the environment alone: NOT_FOUND for all others. */
export async function revokeViewerToken(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  id: string,
): Promise<ViewerToken> {
  const signedInCaller = requireCaller(caller)
  const found = isUuid(id) ? await services.database.viewerToken.findUnique({ where: { id } }) : null
  if (!found || !isPermitted(signedInCaller, 'environment.manage', { environmentId: found.environmentId }))
    throw notFound('This viewer’s token')
  return change(services.database, by, tx => revoke(tx, id))
}

/** Takes it away from all viewers of an environment. */
export async function revokeViewerTokens(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  slug: string,
): Promise<Environment> {
  const signedInCaller = requireCaller(caller)
  const environment = await requireEnvironment(services, signedInCaller, slug)
  if (!isPermitted(signedInCaller, 'environment.manage', { environmentId: environment.id }))
    throw forbidden(`revoke the addresses of viewers of ${environment.name}`)
  return change(services.database, by, tx => revokeAll(tx, environment))
}
