import type { DropboxConnection } from '@lectern/schema/database'
import type { CloudSettings } from './configuration.ts'
import { seal, unseal } from './sealing.ts'

const purpose = 'dropbox-refresh-token'
/** How long a call of sign-in may take, in milliseconds. */
const patience = 30_000

/** What Lectern asks for: to read, and nothing else. */
const scopes = ['account_info.read', 'files.metadata.read', 'files.content.read']

/** Where Dropbox is: its own hosts, or the one address from the configuration for all of them. */
export function dropboxAddresses({ DROPBOX_URL }: Pick<CloudSettings, 'DROPBOX_URL'>) {
  const own = DROPBOX_URL?.replace(/\/$/, '')
  const api = own ?? 'https://api.dropboxapi.com'
  return {
    api,
    content: own ?? 'https://content.dropboxapi.com',
    token: `${api}/oauth2/token`,
    authorize: `${own ?? 'https://www.dropbox.com'}/oauth2/authorize`,
  }
}

/** The page of Dropbox on which a person allows Lectern to read; it sends the person to `redirectUri` with a code and this `state`. */
export function authorizeAddress(settings: CloudSettings, redirectUri: string, state: string): string {
  const address = new URL(dropboxAddresses(settings).authorize)
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: settings.DROPBOX_APP_KEY,
    redirect_uri: redirectUri,
    state,
    scope: scopes.join(' '),
    // Without it there is no refresh token, and access ends after four hours.
    token_access_type: 'offline',
  }).toString()
  return address.href
}

/** What tokens are asked for with. */
export type Grant =
  | { grant_type: 'refresh_token'; refresh_token: string }
  | { grant_type: 'authorization_code'; code: string; redirect_uri: string }

/** What a grant gives; `refreshToken` is null where Dropbox gives no new one. */
export type Tokens = { accessToken: string; seconds: number; refreshToken: string | null }

/**
 * Exchanges a grant for tokens; null when Dropbox refuses it for good (`invalid_grant`). By a form of our own: the SDK puts the secrets into
 * the address, where logs keep them.
 */
export async function askForTokens(settings: CloudSettings, grant: Grant): Promise<Tokens | null> {
  const { DROPBOX_APP_KEY: client_id, DROPBOX_APP_SECRET: client_secret } = settings
  const answer = await fetch(dropboxAddresses(settings).token, {
    method: 'POST',
    body: new URLSearchParams({ ...grant, client_id, client_secret }),
    signal: AbortSignal.timeout(patience),
  })
  const body = (await answer.json().catch(() => ({}))) as TokenAnswer
  if (body.access_token)
    return {
      accessToken: body.access_token,
      seconds: body.expires_in ?? 14_400,
      refreshToken: body.refresh_token ?? null,
    }
  if (body.error === 'invalid_grant') return null
  throw new Error(`Dropbox's sign-in answered ${answer.status} ${body.error ?? ''}`)
}

/** Whose account a token is of, as the connection's row with the refresh token sealed. */
export async function connectionOf(settings: CloudSettings, accessToken: string, refreshToken: string) {
  const answer = await fetch(`${dropboxAddresses(settings).api}/2/users/get_current_account`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}` },
    signal: AbortSignal.timeout(patience),
  })
  if (!answer.ok) throw new Error(`Dropbox did not tell whose account it is: ${answer.status}`)
  const account = (await answer.json()) as CurrentAccount
  const { root_namespace_id: root, home_namespace_id: home } = account.root_info
  return {
    accountId: account.account_id,
    account: `${account.name.display_name} (${account.email})`,
    rootNamespaceId: root === home ? null : root,
    refreshToken: seal(settings.LECTERN_SECRET, purpose, refreshToken),
  }
}

/** The refresh token that a row keeps. */
export const refreshTokenOf = (settings: CloudSettings, row: DropboxConnection): string =>
  unseal(settings.LECTERN_SECRET, purpose, row.refreshToken)

type TokenAnswer = { access_token?: string; expires_in?: number; refresh_token?: string; error?: string }

type CurrentAccount = {
  account_id: string
  email: string
  name: { display_name: string }
  root_info: { root_namespace_id: string; home_namespace_id: string }
}
