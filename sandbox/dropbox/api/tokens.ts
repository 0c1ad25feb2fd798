import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { EndpointError, ProtocolError } from './answer.ts'

/** What an app at Dropbox has, and what its user gave it. `accessToken` never expires. */
export type AppCredentials = { appKey: string; appSecret: string; refreshToken: string; accessToken: string }

/**
 * An access token that expires at a time (milliseconds since 1970). It carries that time, signed with the app's secret, so that tokens given out before
 * a restart go on working.
 */
export function mintAccessToken({ appSecret }: Pick<AppCredentials, 'appSecret'>, expiresAt: number): string {
  const claim = `${expiresAt}.${nonce()}`
  return `sl.u.${claim}.${sign(appSecret, claim)}`
}

/** A refresh token beside the one that the app has had from the beginning; signed likewise. */
export function mintRefreshToken({ appSecret }: AppCredentials): string {
  const claim = `refresh.${nonce()}`
  return `${claim}.${sign(appSecret, claim)}`
}

/** Whether we gave that refresh token out. They never expire and do not rotate: old and new ones work side by side. */
export function isRefreshToken(app: AppCredentials, token: string | undefined): boolean {
  if (token === app.refreshToken) return true
  const [, claim, signature] = /^(refresh\.[\w-]+)\.([\w-]+)$/.exec(token ?? '') ?? []
  return claim !== undefined && isEqual(signature!, sign(app.appSecret, claim))
}

/** Throws unless the call has a valid access token, in its header or as `?authorization=`. */
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
