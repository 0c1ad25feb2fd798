import type { By } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import {
  createEnvironment as create,
  deleteEnvironment as remove,
  updateEnvironment as update,
} from '@lectern/schema/changes/environment'
import type { EnvironmentInput } from '@lectern/schema/context'
import type { Environment } from '@lectern/schema/database'
import { forbidden, invalidInput, notFound } from '@lectern/schema/errors'
import { type Caller, may } from '@lectern/schema/permissions'
import { seesEnvironment } from '@lectern/schema/reads/visible'
import { sealViewerSecret } from '../viewer-key.ts'
import type { World } from '../world.ts'
import { signedIn } from './packages.ts'

/** An environment by its slug; NOT_FOUND when there is none or the caller may not see it. */
export async function visibleEnvironment(world: World, caller: Caller, slug: string): Promise<Environment> {
  const environment = await world.database.environment.findFirst({ where: { slug, deletedAt: null } })
  if (!environment || !seesEnvironment({ access: { kind: 'caller', caller } }, environment.id))
    throw notFound(`The environment «${slug}»`)
  return environment
}

/** Makes an environment. */
export async function createEnvironment(
  world: World,
  caller: Caller | null,
  by: By,
  { slug, ...input }: EnvironmentInput & { slug: string },
): Promise<Environment> {
  if (!may(signedIn(caller), 'environment.manage')) throw forbidden('make environments')
  return change(world.database, by, tx => create(tx, { slug, ...policyOf(world, input) }))
}

/** Changes an environment; what is absent stays as it is. */
export async function updateEnvironment(
  world: World,
  caller: Caller | null,
  by: By,
  slug: string,
  input: EnvironmentInput,
): Promise<Environment> {
  const { id } = await managedEnvironment(world, caller, slug, 'change')
  return change(world.database, by, tx => update(tx, id, policyOf(world, input)))
}

/** Deletes an environment that shows nothing. */
export async function deleteEnvironment(
  world: World,
  caller: Caller | null,
  by: By,
  slug: string,
): Promise<Environment> {
  const { id } = await managedEnvironment(world, caller, slug, 'delete')
  return change(world.database, by, tx => remove(tx, id))
}

async function managedEnvironment(world: World, caller: Caller | null, slug: string, doing: string) {
  const somebody = signedIn(caller)
  const environment = await visibleEnvironment(world, somebody, slug)
  if (!may(somebody, 'environment.manage', { environmentId: environment.id }))
    throw forbidden(`${doing} ${environment.name}`)
  return environment
}

/** A key is one secret or one address: naming one takes the other away. */
function policyOf({ configuration }: World, { viewerSecret, viewerJwksUrl, ...policy }: EnvironmentInput) {
  if (viewerSecret != null && viewerJwksUrl != null)
    throw invalidInput('input.viewerSecret', 'Name a secret or the address of keys (JWKS), not both.')
  if (viewerSecret != null && Buffer.byteLength(viewerSecret) < 32)
    throw invalidInput('input.viewerSecret', 'A secret for HS256 has at least 32 characters.')
  if (viewerJwksUrl != null && !isKeyAddress(viewerJwksUrl))
    throw invalidInput('input.viewerJwksUrl', 'An address that begins with https:// is expected.')
  return {
    ...policy,
    viewerSecret:
      viewerSecret == null
        ? viewerJwksUrl == null
          ? viewerSecret
          : null
        : sealViewerSecret(configuration.LECTERN_SECRET, viewerSecret),
    viewerJwksUrl: viewerJwksUrl == null && viewerSecret != null ? null : viewerJwksUrl,
  }
}

/** Keys come by https, or from this machine. */
function isKeyAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
}
