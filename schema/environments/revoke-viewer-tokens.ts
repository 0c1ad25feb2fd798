import type { Attribution } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { revokeViewerToken as revoke, revokeViewerTokens as revokeAll } from '@lectern/domain/environments/viewer-tokens'
import type { Environment, ViewerToken } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { type Caller, isPermitted } from '@lectern/domain/access/permissions'
import { isUuid } from '@lectern/domain/uuid'
import type { Services } from '@lectern/server/open-services'
import { requireCaller } from '../access/require-package.ts'
import { requireEnvironment } from '../access/require-environment.ts'

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
