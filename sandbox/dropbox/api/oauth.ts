import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Account, accountId, userId } from './account.ts'
import { ProtocolError, sendJson } from './answer.ts'
import type { Revocations } from './revocations.ts'
import { type AppCredentials, grantOf, isRefreshToken, mintAccessToken, mintRefreshToken } from './tokens.ts'

/** The lifetime of an access token in seconds. */
const tokenLifetimeSeconds = 14_400

/** The scopes of every app: read access only. */
const scope = 'account_info.read files.content.read files.metadata.read'

type Grant = { redirectUri: string; isOffline: boolean }

/** The issued authorization codes that have not been redeemed. A restart loses them. */
export type Codes = Map<string, Grant>

/** The app, the account, the issued codes, and the revoked grants. */
type OauthContext = { app: AppCredentials; account: Account; codes: Codes; revocations: Revocations }

/** Handles oauth2/authorize. The user consents immediately, and the browser is redirected with a code and the state. */
export function handleAuthorize({ app, codes }: OauthContext, query: URLSearchParams, response: ServerResponse) {
  const redirectUri = query.get('redirect_uri') ?? ''
  if (query.get('client_id') !== app.appKey) throw new ProtocolError('Invalid client_id')
  if (query.get('response_type') !== 'code') throw new ProtocolError('Invalid response_type: must be code')
  if (!URL.canParse(redirectUri)) throw new ProtocolError('Invalid redirect_uri')
  const code = randomBytes(24).toString('base64url')
  codes.set(code, { redirectUri, isOffline: query.get('token_access_type') === 'offline' })
  const redirectUrl = new URL(redirectUri)
  redirectUrl.searchParams.set('code', code)
  const state = query.get('state')
  if (state !== null) redirectUrl.searchParams.set('state', state)
  response.writeHead(302, { location: redirectUrl.href, 'content-length': 0 }).end()
}

/**
 * Handles oauth2/token with the grants refresh_token and authorization_code (once for each code). Reads parameters from
 * a form body or the query, and the app's key and secret from there or from HTTP Basic. The secret is optional, as for
 * apps with PKCE; the verifier is ignored. Returns a refresh token only if offline access was requested.
 */
export function handleToken(context: OauthContext, request: IncomingMessage, body: string, response: ServerResponse) {
  const { app, account, codes, revocations } = context
  const params = new Map([...new URL(request.url ?? '', 'http://localhost').searchParams, ...formOf(request, body)])
  const refuse = (error: string, error_description: string) => sendJson(response, 400, { error, error_description })
  if (!isFromApp(app, request, params)) return refuse('invalid_client', 'Invalid client_id or client_secret')
  const mint = (refreshToken?: string) => ({
    access_token: mintAccessToken(
      app,
      Date.now() + tokenLifetimeSeconds * 1000,
      refreshToken === undefined ? undefined : grantOf(refreshToken),
    ),
    token_type: 'bearer',
    expires_in: tokenLifetimeSeconds,
  })
  switch (params.get('grant_type')) {
    case 'refresh_token': {
      const refreshToken = params.get('refresh_token') ?? ''
      if (!isRefreshToken(app, refreshToken) || revocations.has(grantOf(refreshToken)))
        return refuse('invalid_grant', 'refresh token is invalid or revoked')
      return sendJson(response, 200, mint(refreshToken))
    }
    case 'authorization_code': {
      const code = params.get('code') ?? ''
      const grant = codes.get(code)
      codes.delete(code)
      if (!grant) return refuse('invalid_grant', "code doesn't exist or has expired")
      if (grant.redirectUri !== params.get('redirect_uri')) return refuse('invalid_grant', 'redirect_uri mismatch')
      const refreshToken = grant.isOffline ? mintRefreshToken(app) : undefined
      const user = { account_id: accountId(account), uid: String(userId(account)) }
      return sendJson(response, 200, { ...mint(refreshToken), scope, refresh_token: refreshToken, ...user })
    }
    default:
      return refuse('unsupported_grant_type', 'grant type must be authorization_code or refresh_token')
  }
}

function isFromApp(app: AppCredentials, { headers }: IncomingMessage, params: Map<string, string>) {
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1]
  const [basicKey, basicSecret] = basic ? Buffer.from(basic, 'base64').toString().split(':') : []
  const key = basicKey ?? params.get('client_id')
  const secret = basicSecret ?? params.get('client_secret')
  return key === app.appKey && (secret === undefined || secret === app.appSecret)
}

/** Parses a form body. The official SDK sends an empty JSON body, and all parameters in the query. */
const formOf = ({ headers }: IncomingMessage, body: string) =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? new URLSearchParams(body) : []
