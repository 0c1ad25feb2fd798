import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import { unsealViewerSecret } from '@lectern/schema/environments/viewer-key'
import type { ViewerKey } from '@lectern/domain/environments/viewers'

/** What a school's site says of a viewer: which packages (slugs, or all that the environment shows), whom it means, until when. */
export type ViewerClaims = { packages: '*' | string[]; subject: string | null; expiresAt: Date }

/** The token is not good for this environment; the message says why, for the log alone. */
export class TokenRejectedError extends Error {}

/** The environment's key cannot be had now, so that nobody can be let in. */
export class KeyUnavailableError extends Error {}

/** In seconds: how far clocks may be apart, and for how long a site may sign ahead. */
const clockToleranceSeconds = 60
const maxLifetimeSeconds = 24 * 60 * 60

/** The algorithms are the key's: what is meant for public keys must never be taken for a shared secret, nor the other way round. */
const secretAlgorithms = ['HS256']
const publicKeyAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']

/** Verifies what schools' sites sign. Their public keys are fetched when they are needed, and kept for ten minutes. `secret`: LECTERN_SECRET. */
export function openVerifier(secret: string) {
  const keySets = new LRUCache<string, JWTVerifyGetKey>({ max: 200 })

  const verify = (jwt: string, { viewerSecret, viewerJwksUrl }: ViewerKey) => {
    const options = { clockTolerance: clockToleranceSeconds, requiredClaims: ['exp'] }
    if (viewerSecret)
      return jwtVerify(jwt, unsealSecret(secret, viewerSecret), { ...options, algorithms: secretAlgorithms })
    if (viewerJwksUrl === null) throw new TokenRejectedError('the environment has no key')
    const keys = keySets.get(viewerJwksUrl) ?? remoteKeySet(new URL(viewerJwksUrl))
    keySets.set(viewerJwksUrl, keys)
    return jwtVerify(jwt, keys, { ...options, algorithms: publicKeyAlgorithms })
  }

  /** Throws `Refused` and `KeyAway`. */
  return async (jwt: string, key: ViewerKey): Promise<ViewerClaims> => {
    try {
      return checkClaims((await verify(jwt, key)).payload, key.slug)
    } catch (error) {
      if (error instanceof TokenRejectedError || error instanceof KeyUnavailableError) throw error
      throw new TokenRejectedError((error as Error).message, { cause: error })
    }
  }
}

export type Verify = ReturnType<typeof openVerifier>

function unsealSecret(secret: string, sealed: Uint8Array): Uint8Array {
  try {
    return new TextEncoder().encode(unsealViewerSecret(secret, sealed))
  } catch (error) {
    throw new KeyUnavailableError('The viewers’ secret was kept under another LECTERN_SECRET', { cause: error })
  }
}

/** The set of keys at an address. That it cannot be reached is told apart from a token that none of its keys fits. */
function remoteKeySet(address: URL): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(address, { timeoutDuration: 3_000 })
  return async (header, token) => {
    try {
      return await keys(header, token)
    } catch (error) {
      const tokenErrors = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported]
      if (tokenErrors.some(kind => error instanceof kind)) throw error
      throw new KeyUnavailableError(`The viewers’ keys at ${address} cannot be had`, { cause: error })
    }
  }
}

/** What the library leaves to us: `exp` without tolerance and not too far away, `iat`, and whom and what it is for. */
function checkClaims(
  { exp = 0, iat = 0, sub, environment, package: packages }: JWTPayload,
  slug: string,
): ViewerClaims {
  const now = Date.now() / 1000
  if (exp <= now) throw new TokenRejectedError('it is over')
  if (exp > now + maxLifetimeSeconds + clockToleranceSeconds)
    throw new TokenRejectedError('it lasts for more than a day')
  if (iat > now + clockToleranceSeconds) throw new TokenRejectedError('it was issued in the future')
  if (environment !== slug) throw new TokenRejectedError('it is for another environment')
  const list = typeof packages === 'string' ? [packages] : packages
  if (!Array.isArray(list) || !list.every(name => typeof name === 'string'))
    throw new TokenRejectedError('it names no package')
  const subject = typeof sub === 'string' ? sub.replaceAll('\0', '').slice(0, 200).toWellFormed() : null
  return { packages: packages === '*' ? '*' : list, subject, expiresAt: new Date(exp * 1000) }
}
