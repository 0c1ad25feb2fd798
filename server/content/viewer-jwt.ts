import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import { openViewerSecret } from '../viewer-key.ts'
import type { ViewerKey } from './viewers.ts'

/** What a school's site says of a viewer: which packages (slugs, or all that the environment shows), whom it means, until when. */
export type Signed = { packages: '*' | string[]; subject: string | null; expiresAt: Date }

/** The token is not good for this environment; the message says why, for the log alone. */
export class Refused extends Error {}

/** The environment's key cannot be had now, so that nobody can be let in. */
export class KeyAway extends Error {}

/** In seconds: how far clocks may be apart, and for how long a site may sign ahead. */
const tolerance = 60
const longest = 24 * 60 * 60

/** The algorithms are the key's: what is meant for public keys must never be taken for a shared secret, nor the other way round. */
const ofSecret = ['HS256']
const ofPublicKeys = ['RS256', 'PS256', 'ES256', 'EdDSA']

/** Verifies what schools' sites sign. Their public keys are fetched when they are needed, and kept for ten minutes. `secret`: LECTERN_SECRET. */
export function openVerifier(secret: string) {
  const sets = new LRUCache<string, JWTVerifyGetKey>({ max: 200 })

  const verify = (jwt: string, { viewerSecret, viewerJwksUrl }: ViewerKey) => {
    const options = { clockTolerance: tolerance, requiredClaims: ['exp'] }
    if (viewerSecret) return jwtVerify(jwt, textOf(secret, viewerSecret), { ...options, algorithms: ofSecret })
    if (viewerJwksUrl === null) throw new Refused('the environment has no key')
    const keys = sets.get(viewerJwksUrl) ?? reaching(new URL(viewerJwksUrl))
    sets.set(viewerJwksUrl, keys)
    return jwtVerify(jwt, keys, { ...options, algorithms: ofPublicKeys })
  }

  /** Throws `Refused` and `KeyAway`. */
  return async (jwt: string, key: ViewerKey): Promise<Signed> => {
    try {
      return claimsOf((await verify(jwt, key)).payload, key.slug)
    } catch (error) {
      if (error instanceof Refused || error instanceof KeyAway) throw error
      throw new Refused((error as Error).message, { cause: error })
    }
  }
}

export type Verify = ReturnType<typeof openVerifier>

function textOf(secret: string, sealed: Uint8Array): Uint8Array {
  try {
    return new TextEncoder().encode(openViewerSecret(secret, sealed))
  } catch (error) {
    throw new KeyAway('The viewers’ secret was kept under another LECTERN_SECRET', { cause: error })
  }
}

/** The set of keys at an address. That it cannot be reached is told apart from a token that none of its keys fits. */
function reaching(address: URL): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(address, { timeoutDuration: 3_000 })
  return async (header, token) => {
    try {
      return await keys(header, token)
    } catch (error) {
      const ofTheToken = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported]
      if (ofTheToken.some(kind => error instanceof kind)) throw error
      throw new KeyAway(`The viewers’ keys at ${address} cannot be had`, { cause: error })
    }
  }
}

/** What the library leaves to us: `exp` without tolerance and not too far away, `iat`, and whom and what it is for. */
function claimsOf({ exp = 0, iat = 0, sub, environment, package: packages }: JWTPayload, slug: string): Signed {
  const now = Date.now() / 1000
  if (exp <= now) throw new Refused('it is over')
  if (exp > now + longest + tolerance) throw new Refused('it lasts for more than a day')
  if (iat > now + tolerance) throw new Refused('it was issued in the future')
  if (environment !== slug) throw new Refused('it is for another environment')
  const list = typeof packages === 'string' ? [packages] : packages
  if (!Array.isArray(list) || !list.every(name => typeof name === 'string')) throw new Refused('it names no package')
  const subject = typeof sub === 'string' ? sub.replaceAll('\0', '').slice(0, 200).toWellFormed() : null
  return { packages: packages === '*' ? '*' : list, subject, expiresAt: new Date(exp * 1000) }
}
