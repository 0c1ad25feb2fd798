import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { EndpointError, ProtocolError } from './answer.ts'

/** The credentials of a Dropbox app and the tokens of its user. `accessToken` never expires. */
export type AppCredentials = { appKey: string; appSecret: string; refreshToken: string; accessToken: string }

/**
 * Creates an access token that expires at `expiresAt` (milliseconds since 1970). The token contains that time, signed
 * with the app's secret, so that it remains valid after a restart.
 */
export function mintAccessToken({ appSecret }: Pick<AppCredentials, 'appSecret'>, expiresAt: number): string {
  const claim = `${expiresAt}.${nonce()}`
  return `sl.u.${claim}.${sign(appSecret, claim)}`
}

/** Creates an additional refresh token, signed with the app's secret. */
export function mintRefreshToken({ appSecret }: AppCredentials): string {
  const claim = `refresh.${nonce()}`
  return `${claim}.${sign(appSecret, claim)}`
}

/** Returns whether we issued a refresh token. Refresh tokens never expire or rotate, so old and new ones work. */
export function isRefreshToken(app: AppCredentials, token: string | undefined): boolean {
  if (token === app.refreshToken) return true
  const [, claim, signature] = /^(refresh\.[\w-]+)\.([\w-]+)$/.exec(token ?? '') ?? []
  return claim !== undefined && isEqual(signature!, sign(app.appSecret, claim))
}

/** Throws unless the call has a valid access token in its header or as `?authorization=`. */
export function checkBearer(app: AppCredentials, operation: string, authorization: string | undefined) {
  if (!authorization)
    throw new ProtocolError(
      `Error in call to API function "${operation}": Must provide HTTP header "Authorization" or URL parameter "authorization".`,
    )
  const token = /^Bearer (.+)$/i.exec(authorization)?.[1] ?? ''
  if (token === app.accessToken) return
  const [, expires, nonce, signature] = /^sl\.u\.(\d+)\.([\w-]+)\.([\w-]+)$/.exec(token) ?? []
  if (!signature || !isEqual(signature, sign(app.appSecret, `${expires}.${nonce}`)))
    throw new EndpointError('invalid_access_token', 401)
  if (Number(expires) <= Date.now()) throw new EndpointError('expired_access_token', 401)
}

const nonce = () => randomBytes(12).toString('base64url')

const sign = (secret: string, claim: string) => createHmac('sha256', secret).update(claim).digest('base64url')

const isEqual = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
