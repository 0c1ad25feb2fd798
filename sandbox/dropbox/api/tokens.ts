import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { EndpointError, ProtocolError } from './answer.ts'
import type { Revocations } from './revocations.ts'

/** The credentials of a Dropbox app and the tokens of its user. `accessToken` never expires. */
export type AppCredentials = { appKey: string; appSecret: string; refreshToken: string; accessToken: string }

/** Identifies a person's consent, by its refresh token. Revoking one of its access tokens ends all of its tokens. */
export const grantOf = (refreshToken: string): string =>
  createHash('sha256').update(refreshToken).digest('base64url').slice(0, 16)

/**
 * Creates an access token of a grant that expires at `expiresAt` (milliseconds since 1970). The token contains both,
 * signed with the app's secret, so that it remains valid after a restart. By default, it has a grant of its own.
 */
export function mintAccessToken(
  { appSecret }: Pick<AppCredentials, 'appSecret'>,
  expiresAt: number,
  grant = nonce(),
): string {
  const claim = `${expiresAt}.${nonce()}.${grant}`
  return `sl.u.${claim}.${sign(appSecret, claim)}`
}

/** Creates an additional refresh token, signed with the app's secret. */
export function mintRefreshToken({ appSecret }: Pick<AppCredentials, 'appSecret'>): string {
  const claim = `refresh.${nonce()}`
  return `${claim}.${sign(appSecret, claim)}`
}

/** Returns whether we issued a refresh token. Refresh tokens never expire or rotate, so old and new ones work. */
export function isRefreshToken(app: AppCredentials, token: string | undefined): boolean {
  if (token === app.refreshToken) return true
  const [, claim, signature] = /^(refresh\.[\w-]+)\.([\w-]+)$/.exec(token ?? '') ?? []
  return claim !== undefined && isEqual(signature!, sign(app.appSecret, claim))
}

/** Returns the grant of the access token in a call's header or `?authorization=`. Throws unless the token is valid. */
export function checkBearer(
  app: AppCredentials,
  revocations: Revocations,
  operation: string,
  authorization: string | undefined,
): string {
  if (!authorization)
    throw new ProtocolError(
      `Error in call to API function "${operation}": Must provide HTTP header "Authorization" or URL parameter "authorization".`,
    )
  const token = /^Bearer (.+)$/i.exec(authorization)?.[1] ?? ''
  const { grant, expiresAt } =
    token === app.accessToken ? { grant: grantOf(token), expiresAt: Infinity } : readAccessToken(app, token)
  if (revocations.has(grant)) throw new EndpointError('invalid_access_token', 401)
  if (expiresAt <= Date.now()) throw new EndpointError('expired_access_token', 401)
  return grant
}

function readAccessToken({ appSecret }: AppCredentials, token: string): { grant: string; expiresAt: number } {
  const [, claim, expires, grant, signature] = /^sl\.u\.((\d+)\.[\w-]+\.([\w-]+))\.([\w-]+)$/.exec(token) ?? []
  if (!claim || !isEqual(signature!, sign(appSecret, claim))) throw new EndpointError('invalid_access_token', 401)
  return { grant: grant!, expiresAt: Number(expires) }
}

const nonce = () => randomBytes(12).toString('base64url')

const sign = (secret: string, claim: string) => createHmac('sha256', secret).update(claim).digest('base64url')

const isEqual = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
