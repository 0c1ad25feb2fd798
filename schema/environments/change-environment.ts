import type { Attribution } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import {
  createEnvironment as create,
  deleteEnvironment as remove,
  updateEnvironment as update,
} from '@lectern/domain/environments/environments'
import type { EnvironmentInput } from '../context.ts'
import type { Environment } from '@lectern/domain/database'
import { forbidden, invalidInput } from '@lectern/domain/errors'
import { type Caller, isPermitted } from '@lectern/domain/access/permissions'
import { sealViewerSecret } from './viewer-key.ts'
import type { Services } from '@lectern/server/open-services'
import { requireCaller } from '../access/require-package.ts'
import { requireEnvironment } from '../access/require-environment.ts'

/** Makes an environment. */
export async function createEnvironment(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  { slug, ...input }: EnvironmentInput & { slug: string },
): Promise<Environment> {
  if (!isPermitted(requireCaller(caller), 'environment.manage')) throw forbidden('make environments')
  return change(services.database, by, tx => create(tx, { slug, ...policyOf(services, input) }))
}

/** Changes an environment; what is absent stays as it is. */
export async function updateEnvironment(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  slug: string,
  input: EnvironmentInput,
): Promise<Environment> {
  const { id } = await requireManagedEnvironment(services, caller, slug, 'change')
  return change(services.database, by, tx => update(tx, id, policyOf(services, input)))
}

/** Deletes an environment that shows nothing. */
export async function deleteEnvironment(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  slug: string,
): Promise<Environment> {
  const { id } = await requireManagedEnvironment(services, caller, slug, 'delete')
  return change(services.database, by, tx => remove(tx, id))
}

async function requireManagedEnvironment(services: Services, caller: Caller | null, slug: string, action: string) {
  const signedInCaller = requireCaller(caller)
  const environment = await requireEnvironment(services, signedInCaller, slug)
  if (!isPermitted(signedInCaller, 'environment.manage', { environmentId: environment.id }))
    throw forbidden(`${action} ${environment.name}`)
  return environment
}

/** A key is one secret or one address: naming one takes the other away. */
function policyOf({ configuration }: Services, { viewerSecret, viewerJwksUrl, ...policy }: EnvironmentInput) {
  if (viewerSecret != null && viewerJwksUrl != null)
    throw invalidInput('input.viewerSecret', 'Name a secret or the address of keys (JWKS), not both.')
  if (viewerSecret != null && Buffer.byteLength(viewerSecret) < 32)
    throw invalidInput('input.viewerSecret', 'A secret for HS256 has at least 32 characters.')
  if (viewerJwksUrl != null && !isAllowedJwksUrl(viewerJwksUrl))
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
function isAllowedJwksUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
}
