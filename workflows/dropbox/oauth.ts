import type { DropboxConnection } from '@lectern/domain/database'
import type { CloudSettings } from '../cloud-settings.ts'
import { seal, unseal } from '../sealing.ts'
import { parseJsonOrText } from './errors.ts'
import { refusalOfResponse, refusalOfSignIn } from './refusal.ts'

const sealPurpose = 'dropbox-refresh-token'
/** How long a sign-in call may take, in milliseconds. */
const requestTimeoutMs = 30_000

/** The permissions that Lectern requests: read access only. */
export const dropboxScopes = ['account_info.read', 'files.metadata.read', 'files.content.read']

/** Returns Dropbox's addresses: its own hosts, or the one configured address for all of them. */
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

/**
 * Returns the Dropbox page where a person grants read access. Dropbox then redirects to `redirectUri` with a code and
 * `state`.
 */
export function authorizationUrl(settings: CloudSettings, redirectUri: string, state: string): string {
  const url = new URL(dropboxUrls(settings).authorize)
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: settings.DROPBOX_APP_KEY,
    redirect_uri: redirectUri,
    state,
    scope: dropboxScopes.join(' '),
    // Without this there is no refresh token, and access ends after four hours.
    token_access_type: 'offline',
  }).toString()
  return url.href
}

/** A grant to exchange for tokens. */
export type OAuthGrant =
  | { grant_type: 'refresh_token'; refresh_token: string }
  | { grant_type: 'authorization_code'; code: string; redirect_uri: string }

/** The tokens of a grant. `refreshToken` is null if Dropbox returns no new one. */
export type OAuthTokens = { accessToken: string; lifetimeSeconds: number; refreshToken: string | null }

/**
 * Exchanges a grant for tokens. Returns null if Dropbox refuses it permanently (`invalid_grant`). Throws a
 * `DropboxRefusedError` for any other refusal that a retry cannot change. Sends a form of our own, because the SDK puts the secrets into the URL, where logs keep them.
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
  const refusal = refusalOfSignIn({ status: response.status, body })
  if (refusal) throw refusal
  throw new Error(`Dropbox's sign-in answered ${response.status} ${body.error ?? ''}`)
}

/** Fetches the account of a token, as a connection row with the sealed refresh token. */
export async function fetchConnection(settings: CloudSettings, accessToken: string, refreshToken: string) {
  const response = await fetch(`${dropboxUrls(settings).api}/2/users/get_current_account`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}` },
    signal: AbortSignal.timeout(requestTimeoutMs),
  })
  if (!response.ok) {
    const { status, headers } = response
    const refusal = refusalOfResponse({ status, headers, body: parseJsonOrText(await response.text()) })
    throw refusal ?? new Error(`Could not read the Dropbox account: status ${status}`)
  }
  const account = (await response.json()) as CurrentAccount
  const { root_namespace_id: root, home_namespace_id: home } = account.root_info
  return {
    accountId: account.account_id,
    account: `${account.name.display_name} (${account.email})`,
    rootNamespaceId: root === home ? null : root,
    refreshToken: seal(settings.LECTERN_SECRET, sealPurpose, refreshToken),
  }
}

/** Ends the access of a token at Dropbox, with its refresh token and all other access tokens of that one. */
export async function revokeAccess(settings: CloudSettings, accessToken: string): Promise<void> {
  const { ok, status } = await fetch(`${dropboxUrls(settings).api}/2/auth/token/revoke`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}` },
    signal: AbortSignal.timeout(requestTimeoutMs),
  })
  // 401: the token has ended already.
  if (!ok && status !== 401) throw new Error(`Dropbox did not revoke the access: status ${status}`)
}

/** Decrypts the refresh token of a row. Null if it has none, because Dropbox was disconnected. */
export const unsealRefreshToken = (settings: CloudSettings, { refreshToken }: DropboxConnection): string | null =>
  refreshToken && unseal(settings.LECTERN_SECRET, sealPurpose, refreshToken)

type TokenResponse = { access_token?: string; expires_in?: number; refresh_token?: string; error?: string }

type CurrentAccount = {
  account_id: string
  email: string
  name: { display_name: string }
  root_info: { root_namespace_id: string; home_namespace_id: string }
}
