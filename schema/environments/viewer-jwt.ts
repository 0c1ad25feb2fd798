import type { ViewerKey } from '@lectern/domain/environments/viewers'
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import { unsealViewerSecret } from './viewer-key.ts'

/**
 * What the school's site signed: the packages (slugs, or all that the environment shows), the viewer, and the
 * expiration.
 */
export type ViewerClaims = { packages: '*' | string[]; subject: string | null; expiresAt: Date }

/** Why a token is not valid. */
export type Rejection =
  | 'NO_KEY'
  | 'MALFORMED'
  | 'WRONG_ALGORITHM'
  | 'UNKNOWN_KEY'
  | 'WRONG_SIGNATURE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'NO_EXPIRATION'
  | 'LASTS_TOO_LONG'
  | 'OTHER_ENVIRONMENT'
  | 'NO_PACKAGE'

/** The token is not valid for this environment. The message goes only to the log. */
export class TokenRejectedError extends Error {
  readonly rejection: Rejection
  constructor(rejection: Rejection, message: string, options?: ErrorOptions) {
    super(message, options)
    this.rejection = rejection
  }
}

/** The environment's key is unavailable, so no viewer can be admitted. */
export class KeyUnavailableError extends Error {}

/** Allowed clock difference, and the longest lifetime that a site may sign for. */
const clockToleranceSeconds = 60
const maxLifetimeSeconds = 24 * 60 * 60

/** The key determines the algorithms. A public key must never verify as a shared secret, or the other way around. */
const secretAlgorithms = ['HS256']
const publicKeyAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']

/**
 * Verifies JWTs from schools' sites. Fetches public keys on demand and caches them for 10 minutes. `secret` is
 * LECTERN_SECRET.
 */
export function openVerifier(secret: string) {
  const keySets = new LRUCache<string, JWTVerifyGetKey>({ max: 200 })

  const verify = (jwt: string, { viewerSecret, viewerJwksUrl }: ViewerKey) => {
    const options = { clockTolerance: clockToleranceSeconds, requiredClaims: ['exp'] }
    if (viewerSecret)
      return jwtVerify(jwt, unsealSecret(secret, viewerSecret), { ...options, algorithms: secretAlgorithms })
    if (viewerJwksUrl === null) throw new TokenRejectedError('NO_KEY', 'environment has no key')
    const keys = keySets.get(viewerJwksUrl) ?? remoteKeySet(new URL(viewerJwksUrl))
    keySets.set(viewerJwksUrl, keys)
    return jwtVerify(jwt, keys, { ...options, algorithms: publicKeyAlgorithms })
  }

  /** Throws `TokenRejectedError` or `KeyUnavailableError`. */
  return async (jwt: string, key: ViewerKey): Promise<ViewerClaims> => {
    try {
      return checkClaims((await verify(jwt, key)).payload, key.slug)
    } catch (error) {
      if (error instanceof TokenRejectedError || error instanceof KeyUnavailableError) throw error
      throw new TokenRejectedError(rejectionOf(error), (error as Error).message, { cause: error })
    }
  }
}

export type Verify = ReturnType<typeof openVerifier>

/** The reason of an error of the library. */
function rejectionOf(error: unknown): Rejection {
  if (error instanceof errors.JWTExpired) return 'EXPIRED'
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'nbf' || error.claim === 'iat') return 'NOT_YET_VALID'
    return error.claim === 'exp' && error.reason === 'missing' ? 'NO_EXPIRATION' : 'MALFORMED'
  }
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) return 'WRONG_ALGORITHM'
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'UNKNOWN_KEY'
  return error instanceof errors.JWSSignatureVerificationFailed ? 'WRONG_SIGNATURE' : 'MALFORMED'
}

function unsealSecret(secret: string, sealed: Uint8Array): Uint8Array {
  try {
    return new TextEncoder().encode(unsealViewerSecret(secret, sealed))
  } catch (error) {
    throw new KeyUnavailableError('The viewer secret was encrypted with another LECTERN_SECRET', { cause: error })
  }
}

/** Loads the keys at an address. Distinguishes an unreachable address from a token that matches none of the keys. */
function remoteKeySet(address: URL): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(address, { timeoutDuration: 3_000 })
  return async (header, token) => {
    try {
      return await keys(header, token)
    } catch (error) {
      const tokenErrors = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported]
      if (tokenErrors.some(kind => error instanceof kind)) throw error
      throw new KeyUnavailableError(`The viewer keys at ${address} are unavailable`, { cause: error })
    }
  }
}

/**
 * Checks what the library does not: `exp` without tolerance and with an upper bound, `iat`, environment, and packages.
 */
function checkClaims(
  { exp = 0, iat = 0, sub, environment, package: packages }: JWTPayload,
  slug: string,
): ViewerClaims {
  const now = Date.now() / 1000
  if (exp <= now) throw new TokenRejectedError('EXPIRED', 'token expired')
  if (exp > now + maxLifetimeSeconds + clockToleranceSeconds)
    throw new TokenRejectedError('LASTS_TOO_LONG', 'token lasts longer than 24 hours')
  if (iat > now + clockToleranceSeconds) throw new TokenRejectedError('NOT_YET_VALID', 'token was issued in the future')
  if (environment !== slug) throw new TokenRejectedError('OTHER_ENVIRONMENT', 'token is for another environment')
  const list = typeof packages === 'string' ? [packages] : packages
  if (!Array.isArray(list) || !list.every(name => typeof name === 'string'))
    throw new TokenRejectedError('NO_PACKAGE', 'token names no package')
  const subject = typeof sub === 'string' ? sub.replaceAll('\0', '').slice(0, 200).toWellFormed() : null
  return { packages: packages === '*' ? '*' : list, subject, expiresAt: new Date(exp * 1000) }
}
