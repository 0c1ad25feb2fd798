import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { connectDropbox, loseDropbox } from '@lectern/schema/changes/dropbox'
import type { Database } from '@lectern/schema/database'
import type { CloudSettings } from './configuration.ts'
import { DropboxLost } from './dropbox-errors.ts'
import { seal, unseal } from './sealing.ts'

/** An access token, and the root that paths are meant in: a team's space where the account has one. */
export type Access = { accessToken: string; rootNamespaceId: string | null }

const purpose = 'dropbox-refresh-token'
/** Renewed this long before it ends, in milliseconds. (Access tokens live four hours.) */
const margin = 5 * 60_000

/**
 * The one place that renews access tokens: once for all who ask at the same time. The refresh token is a row, encrypted; the first time it
 * is filled from the configuration. A refused one is said in the audit log and ends in `DropboxLost`.
 */
export class DropboxTokens {
  #settings: CloudSettings
  #database: Database
  #access: Promise<Access & { until: number }> | null = null
  readonly base: { api: string; content: string; token: string }

  constructor(settings: CloudSettings, database: Database) {
    this.#settings = settings
    this.#database = database
    const own = settings.DROPBOX_URL?.replace(/\/$/, '')
    const api = own ?? 'https://api.dropboxapi.com'
    this.base = { api, content: own ?? 'https://content.dropboxapi.com', token: `${api}/oauth2/token` }
  }

  /** A token that is good for the next minutes. `refused`: the one that Dropbox just called expired. */
  async access(refused?: string): Promise<Access> {
    const looked = this.#access
    const present = await looked?.catch(() => null)
    if (present && present.until - margin > Date.now() && present.accessToken !== refused) return present
    // Whoever waited on the same old token: only the first one throws it away.
    if (present && this.#access === looked) this.#access = null
    this.#access ??= this.#renew().catch(error => {
      this.#access = null
      throw error
    })
    return this.#access
  }

  async #renew(): Promise<Access & { until: number }> {
    const row = await this.#database.dropboxConnection.findUnique({ where: { id: 1 } })
    if (row && !row.valid) throw new DropboxLost()
    const { DROPBOX_REFRESH_TOKEN, LECTERN_SECRET } = this.#settings
    const refreshToken = row ? unseal(LECTERN_SECRET, purpose, row.refreshToken) : DROPBOX_REFRESH_TOKEN
    if (!refreshToken) throw new DropboxLost()
    const { accessToken, seconds } = await this.#exchange(refreshToken)
    const rootNamespaceId = row ? row.rootNamespaceId : await this.#connect(accessToken, refreshToken)
    return { accessToken, rootNamespaceId, until: Date.now() + seconds * 1000 }
  }

  /** A form of our own: the SDK puts the secrets into the address, where logs keep them. */
  async #exchange(refreshToken: string): Promise<{ accessToken: string; seconds: number }> {
    const { DROPBOX_APP_KEY, DROPBOX_APP_SECRET } = this.#settings
    const form = {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: DROPBOX_APP_KEY,
      client_secret: DROPBOX_APP_SECRET,
    }
    const answer = await fetch(this.base.token, {
      method: 'POST',
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(30_000),
    })
    const body = (await answer.json().catch(() => ({}))) as {
      access_token?: string
      expires_in?: number
      error?: string
    }
    if (body.access_token) return { accessToken: body.access_token, seconds: body.expires_in ?? 14_400 }
    if (body.error !== 'invalid_grant')
      throw new Error(`Dropbox's sign-in answered ${answer.status} ${body.error ?? ''}`)
    await change(this.#database, lectern, tx => loseDropbox(tx))
    throw new DropboxLost()
  }

  async #connect(accessToken: string, refreshToken: string): Promise<string | null> {
    const answer = await fetch(`${this.base.api}/2/users/get_current_account`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}` },
      signal: AbortSignal.timeout(30_000),
    })
    if (!answer.ok) throw new Error(`Dropbox did not tell whose account it is: ${answer.status}`)
    const account = (await answer.json()) as CurrentAccount
    const { root_namespace_id: root, home_namespace_id: home } = account.root_info
    const connection = {
      accountId: account.account_id,
      account: `${account.name.display_name} (${account.email})`,
      rootNamespaceId: root === home ? null : root,
      refreshToken: seal(this.#settings.LECTERN_SECRET, purpose, refreshToken),
    }
    await change(this.#database, lectern, tx => connectDropbox(tx, connection))
    return connection.rootNamespaceId
  }
}

type CurrentAccount = {
  account_id: string
  email: string
  name: { display_name: string }
  root_info: { root_namespace_id: string; home_namespace_id: string }
}
