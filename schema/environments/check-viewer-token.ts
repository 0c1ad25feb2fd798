import type { Environment } from '@lectern/domain/database'
import { revokedPackages, type SignedPackages } from '@lectern/domain/environments/revoked-admissions'
import type { Problem } from '@lectern/domain/errors'
import type { Context } from '../context.ts'
import { requireManagedEnvironment } from './require-managed-environment.ts'
import {
  KeyUnavailableError,
  openVerifier,
  type Rejection,
  TokenRejectedError,
  type ViewerClaims,
} from './viewer-jwt.ts'

/**
 * What a token says, if its signature is right, and why it admits nobody. `problem` null: it admits a viewer, but no longer to
 * `revokedPackages` (slugs).
 */
export type CheckedToken = {
  claims: ViewerClaims | null
  problem: Problem | null
  revokedPackages: readonly string[]
}

const messages: Record<Rejection, string> = {
  NO_KEY: 'This environment has no key, so it admits nobody. Set a secret or the address of the public keys.',
  MALFORMED:
    'This is not a signed token (JWT). Copy all of it: three parts of letters and digits with dots between them.',
  WRONG_ALGORITHM:
    'The token is signed in a way that does not fit the key of this environment. With a secret, use HS256; with public keys, RS256, PS256, ES256, or EdDSA.',
  UNKNOWN_KEY:
    'None of the public keys fits. Check that the site signs with a key that its key address lists, and the "kid".',
  WRONG_SIGNATURE:
    'The signature is wrong: the token was signed with another key, or was changed. Check that the site and this environment have the same key.',
  EXPIRED: 'The token has expired. The site must make a new one for each visit.',
  NOT_YET_VALID: 'The token is not valid yet ("nbf" or "iat" is in the future). Check the clock of the site.',
  NO_EXPIRATION: 'The token has no end. The site must set "exp", at most 24 hours from now.',
  LASTS_TOO_LONG: 'The token lasts too long. "exp" may be at most 24 hours from now.',
  OTHER_ENVIRONMENT: 'The token is for another environment. Its "environment" must be the address of this one.',
  NO_PACKAGE: 'The token names no package. Its "package" must be an address, a list of addresses, or "*".',
}

/**
 * Checks a token that the school's site signed as the content host does, and says why it admits nobody. The token is a
 * secret: it is not logged, and nothing keeps it.
 */
export async function checkViewerToken(
  context: Context,
  { environment: slug, token }: { environment: string; token: string },
): Promise<CheckedToken> {
  const environment = await requireManagedEnvironment(context, slug, 'check tokens of')
  // People paste tokens with the address or the line break around them.
  const jwt = token.trim()
  try {
    const claims = await openVerifier(context.services.settings.secret)(jwt, environment)
    return { claims, ...(await checkPackages(context, environment, jwt, claims)) }
  } catch (error) {
    if (error instanceof TokenRejectedError)
      return refused({ code: error.rejection, message: messages[error.rejection] })
    if (!(error instanceof KeyUnavailableError)) throw error
    const message = environment.viewerJwksUrl
      ? 'The public keys cannot be read at their address, so nobody is admitted. Check the address, and that it answers.'
      : 'The secret of this environment cannot be read. Replace it, here and in the site.'
    return refused({ code: 'KEY_UNAVAILABLE', message })
  }
}

const refused = (problem: Problem): CheckedToken => ({ claims: null, problem, revokedPackages: [] })

async function checkPackages(
  context: Context,
  environment: Environment,
  jwt: string,
  { packages }: ViewerClaims,
): Promise<Omit<CheckedToken, 'claims'>> {
  const { database, settings } = context.services
  const revoked = await revokedPackages(database, settings.secret, { jwt, environmentId: environment.id, packages })
  const open = packages === '*' ? packages : packages.filter(slug => !revoked.includes(slug))
  if (revoked === '*' || open.length === 0) return { problem: accessRevoked, revokedPackages: [] }
  return { problem: await absenceOf(context, environment, open), revokedPackages: revoked }
}

const accessRevoked: Problem = {
  code: 'REVOKED',
  message: 'The access of this viewer was revoked. The site must sign a new token.',
}

/** The problem of a token for packages of which the environment shows none. */
async function absenceOf(
  { services: { database } }: Context,
  { id: environmentId }: Environment,
  packages: SignedPackages,
): Promise<Problem | null> {
  const where = { environmentId, ...(packages === '*' ? {} : { package: { slug: { in: [...packages] } } }) }
  if ((await database.currentDeployment.count({ where })) > 0) return null
  const message =
    packages === '*'
      ? 'The token is right, but this environment shows no package yet.'
      : `The token is right, but this environment shows none of its packages: ${packages.join(', ')}. The address of a package is its slug.`
  return { code: 'NOT_SHOWN', message }
}
