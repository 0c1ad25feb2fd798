import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson, BadCall, Refusal } from './answer.ts'

/** What an app at Dropbox has, and what its user gave it. `accessToken` never expires. */
export type App = { appKey: string; appSecret: string; refreshToken: string; accessToken: string }

/** Seconds that a new access token lives. */
const lifetime = 14_400

/**
 * An access token that expires at a time (milliseconds since 1970). It carries that time, signed with the app's secret, so that tokens given out before
 * a restart go on working.
 */
export function mintAccessToken({ appSecret }: Pick<App, 'appSecret'>, expires: number): string {
  const claim = `${expires}.${randomBytes(12).toString('base64url')}`
  return `sl.u.${claim}.${sign(appSecret, claim)}`
}

/**
 * oauth2/token: the refresh_token grant, with a form body or a query, and the app's key and secret there or in HTTP Basic. The secret
 * may be left out, as apps with PKCE do. Refresh tokens do not rotate.
 */
export function answerToken(app: App, request: IncomingMessage, body: string, response: ServerResponse) {
  const given = new Map([...new URL(request.url ?? '', 'http://localhost').searchParams, ...formOf(request, body)])
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const [basicKey, basicSecret] = basic ? Buffer.from(basic, 'base64').toString().split(':') : []
  const key = basicKey ?? given.get('client_id')
  const secret = basicSecret ?? given.get('client_secret')
  const refuse = (error: string, error_description: string) => answerJson(response, 400, { error, error_description })

  if (key !== app.appKey || (secret !== undefined && secret !== app.appSecret))
    return refuse('invalid_client', 'Invalid client_id or client_secret')
  if (given.get('grant_type') !== 'refresh_token')
    return refuse('unsupported_grant_type', 'grant type must be refresh_token')
  if (given.get('refresh_token') !== app.refreshToken)
    return refuse('invalid_grant', 'refresh token is invalid or revoked')
  const access_token = mintAccessToken(app, Date.now() + lifetime * 1000)
  answerJson(response, 200, { access_token, token_type: 'bearer', expires_in: lifetime })
}

/** Throws unless the call has a valid access token, in its header or as `?authorization=`. */
export function checkBearer(app: App, operation: string, authorization: string | undefined) {
  if (!authorization)
    throw new BadCall(
      `Error in call to API function "${operation}": Must provide HTTP header "Authorization" or URL parameter "authorization".`,
    )
  const token = /^Bearer (.+)$/i.exec(authorization)?.[1] ?? ''
  if (token === app.accessToken) return
  const [, expires, nonce, signature] = /^sl\.u\.(\d+)\.([\w-]+)\.([\w-]+)$/.exec(token) ?? []
  if (!signature || !isEqual(signature, sign(app.appSecret, `${expires}.${nonce}`)))
    throw new Refusal('invalid_access_token', 401)
  if (Number(expires) <= Date.now()) throw new Refusal('expired_access_token', 401)
}

/** The official SDK sends an empty body as JSON, and everything in the query. */
const formOf = ({ headers }: IncomingMessage, body: string) =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? new URLSearchParams(body) : []

const sign = (secret: string, claim: string) => createHmac('sha256', secret).update(claim).digest('base64url')

const isEqual = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
