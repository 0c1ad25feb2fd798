import type { By } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { revokeViewerToken as revoke, revokeViewerTokens as revokeAll } from '@lectern/schema/changes/viewer-token'
import type { Environment, ViewerToken } from '@lectern/schema/database'
import { forbidden, notFound } from '@lectern/schema/errors'
import { type Caller, may } from '@lectern/schema/permissions'
import type { World } from '../world.ts'
import { visibleEnvironment } from './environments.ts'
import { signedIn } from './packages.ts'
import { isUuid } from './uuid.ts'

/** Takes one viewer's way in away. Who they are is for whoever manages the environment alone: NOT_FOUND for all others. */
export async function revokeViewerToken(world: World, caller: Caller | null, by: By, id: string): Promise<ViewerToken> {
  const somebody = signedIn(caller)
  const found = isUuid(id) ? await world.database.viewerToken.findUnique({ where: { id } }) : null
  if (!found || !may(somebody, 'environment.manage', { environmentId: found.environmentId }))
    throw notFound('This viewer’s token')
  return change(world.database, by, tx => revoke(tx, id))
}

/** Takes it away from all viewers of an environment. */
export async function revokeViewerTokens(
  world: World,
  caller: Caller | null,
  by: By,
  slug: string,
): Promise<Environment> {
  const somebody = signedIn(caller)
  const environment = await visibleEnvironment(world, somebody, slug)
  if (!may(somebody, 'environment.manage', { environmentId: environment.id }))
    throw forbidden(`revoke the addresses of viewers of ${environment.name}`)
  return change(world.database, by, tx => revokeAll(tx, environment))
}
