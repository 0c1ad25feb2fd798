import type { DropboxConnection } from '@lectern/domain/database'
import type { CloudSettings } from '../cloud-settings.ts'
import { seal, unseal } from '../sealing.ts'

const sealPurpose = 'dropbox-refresh-token'
/** How long a call of sign-in may take, in milliseconds. */
const requestTimeoutMs = 30_000

/** What Lectern asks for: to read, and nothing else. */
const scopes = ['account_info.read', 'files.metadata.read', 'files.content.read']

/** Where Dropbox is: its own hosts, or the one address from the configuration for all of them. */
export function dropboxUrls({ DROPBOX_URL }: Pick<CloudSettings, 'DROPBOX_URL'>) {
  const customUrl = DROPBOX_URL?.replace(/\/$/, '')
  const api = customUrl ?? 'https://api.dropboxapi.com'
  return {
    api,
    content: customUrl ?? 'https://content.dropboxapi.com',
    token: `${api}/oauth2/token`,
    authorize: `${customUrl ?? 'https://www.dropbox.com'}/oauth2/authorize`,
  }
}

/** The page of Dropbox on which a person allows Lectern to read; it sends the person to `redirectUri` with a code and this `state`. */
export function authorizationUrl(settings: CloudSettings, redirectUri: string, state: string): string {
  const url = new URL(dropboxUrls(settings).authorize)
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: settings.DROPBOX_APP_KEY,
    redirect_uri: redirectUri,
    state,
    scope: scopes.join(' '),
    // Without it there is no refresh token, and access ends after four hours.
    token_access_type: 'offline',
  }).toString()
  return url.href
}

/** What tokens are asked for with. */
export type OAuthGrant =
  | { grant_type: 'refresh_token'; refresh_token: string }
  | { grant_type: 'authorization_code'; code: string; redirect_uri: string }

/** What a grant gives; `refreshToken` is null where Dropbox gives no new one. */
export type OAuthTokens = { accessToken: string; lifetimeSeconds: number; refreshToken: string | null }

/**
 * Exchanges a grant for tokens; null when Dropbox refuses it for good (`invalid_grant`). By a form of our own: the SDK puts the secrets into
 * the address, where logs keep them.
 */
export async function requestTokens(settings: CloudSettings, grant: OAuthGrant): Promise<OAuthTokens | null> {
  const { DROPBOX_APP_KEY: client_id, DROPBOX_APP_SECRET: client_secret } = settings
  const response = await fetch(dropboxUrls(settings).token, {
    method: 'POST',
    body: new URLSearchParams({ ...grant, client_id, client_secret }),
    signal: AbortSignal.timeout(requestTimeoutMs),
  })
  const body = (await response.json().catch(() => ({}))) as TokenResponse
  if (body.access_token)
    return {
      accessToken: body.access_token,
      lifetimeSeconds: body.expires_in ?? 14_400,
      refreshToken: body.refresh_token ?? null,
    }
  if (body.error === 'invalid_grant') return null
  throw new Error(`Dropbox's sign-in answered ${response.status} ${body.error ?? ''}`)
}

/** Whose account a token is of, as the connection's row with the refresh token sealed. */
export async function fetchConnection(settings: CloudSettings, accessToken: string, refreshToken: string) {
  const response = await fetch(`${dropboxUrls(settings).api}/2/users/get_current_account`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}` },
    signal: AbortSignal.timeout(requestTimeoutMs),
  })
  if (!response.ok) throw new Error(`Dropbox did not tell whose account it is: ${response.status}`)
  const account = (await response.json()) as CurrentAccount
  const { root_namespace_id: root, home_namespace_id: home } = account.root_info
  return {
    accountId: account.account_id,
    account: `${account.name.display_name} (${account.email})`,
    rootNamespaceId: root === home ? null : root,
    refreshToken: seal(settings.LECTERN_SECRET, sealPurpose, refreshToken),
  }
}

/** The refresh token that a row keeps. */
export const unsealRefreshToken = (settings: CloudSettings, row: DropboxConnection): string =>
  unseal(settings.LECTERN_SECRET, sealPurpose, row.refreshToken)

type TokenResponse = { access_token?: string; expires_in?: number; refresh_token?: string; error?: string }

type CurrentAccount = {
  account_id: string
  email: string
  name: { display_name: string }
  root_info: { root_namespace_id: string; home_namespace_id: string }
}
