import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Database, DropboxConnection } from '@lectern/domain/database'
import { changeRootNamespace, markDisconnected, seedConnection } from '@lectern/domain/dropbox/connection'
import { clearRefusal, type DropboxCalls, recordRefusal, refusalOf } from '@lectern/domain/dropbox/refusal'
import type { CloudSettings } from '../cloud-settings.ts'
import { DropboxDisconnectedError, DropboxRefusedError } from './errors.ts'
import { dropboxUrls, fetchConnection, requestTokens, revokeAccess, unsealRefreshToken } from './oauth.ts'

/** An access token, and the root namespace of its paths: the team space if the account has one. */
export type DropboxAccess = { accessToken: string; rootNamespaceId: string | null }

/** Access, when it expires, and which connection it belongs to. Both times are in milliseconds since 1970. */
type CachedAccess = DropboxAccess & { expiresAt: number; connectedAt: number }

/** How long before its end a token is renewed, in milliseconds. (Access tokens last four hours.) */
const renewalMarginMs = 5 * 60_000
/** How long a loaded connection counts as current, in milliseconds. Any process may have reconnected since. */
const connectionCacheMs = 1_000

/**
 * Renews access tokens, once for all concurrent callers. The refresh token is an encrypted row, seeded from the
 * configuration the first time. A refused token is recorded in the audit log. From then on, calls throw
 * `DropboxDisconnectedError` until a person reconnects Dropbox: each call reads the row again.
 */
export class DropboxTokens {
  #settings: CloudSettings
  #database: Database
  #cached: Promise<CachedAccess> | null = null
  #connection: { loadedAt: number; row: Promise<DropboxConnection | null> } | null = null
  readonly baseUrls: { api: string; content: string }

  constructor(settings: CloudSettings, database: Database) {
    this.#settings = settings
    this.#database = database
    this.baseUrls = dropboxUrls(settings)
  }

  /**
   * Returns a token that is valid for the next minutes. `expiredToken` is the one that Dropbox just rejected as
   * expired.
   */
  async getAccess(expiredToken?: string): Promise<DropboxAccess> {
    const cached = this.#cached
    const current = await cached?.catch(() => null)
    if (current && current.accessToken !== expiredToken && (await this.#isValid(current))) return current
    // Several callers may wait for the same old token. Only the first one drops it.
    if (current && this.#cached === cached) this.#cached = null
    this.#cached ??= this.#renew().catch(error => {
      this.#cached = null
      throw error
    })
    return this.#cached
  }

  /** Records that Dropbox refuses these calls of the account, once for all processes. */
  async recordRefusal(calls: DropboxCalls, { problem }: DropboxRefusedError): Promise<void> {
    await change(this.#database, systemActor, tx => recordRefusal(tx, calls, problem))
    this.#connection = null
  }

  /** Clears a recorded refusal of these calls. Costs nothing while there is none. */
  async recordSuccess(calls: DropboxCalls): Promise<void> {
    if (refusalOf(await this.#connection?.row)?.calls !== calls) return
    await change(this.#database, systemActor, tx => clearRefusal(tx, calls))
    this.#connection = null
  }

  /** Records that the account has another root namespace. All processes then resolve their paths in it. */
  async changeRootNamespace(rootNamespaceId: string | null): Promise<void> {
    await change(this.#database, systemActor, tx => changeRootNamespace(tx, rootNamespaceId))
    this.#connection = null
  }

  /** Ends the access of a connection at Dropbox. Does nothing if Dropbox has ended it. Throws if Dropbox does not answer. */
  async revoke(connection: DropboxConnection): Promise<void> {
    const refreshToken = unsealRefreshToken(this.#settings, connection)
    if (refreshToken === null) return
    const grant = { grant_type: 'refresh_token', refresh_token: refreshToken } as const
    const tokens = await requestTokens(this.#settings, grant)
    if (tokens) await revokeAccess(this.#settings, tokens.accessToken)
  }

  async #isValid({ expiresAt, connectedAt }: CachedAccess): Promise<boolean> {
    if (expiresAt - renewalMarginMs <= Date.now()) return false
    const isCacheFresh = this.#connection && Date.now() - this.#connection.loadedAt < connectionCacheMs
    const row = await (isCacheFresh ? this.#connection!.row : this.#loadConnection())
    return row?.valid === true && row.connectedAt.getTime() === connectedAt
  }

  #loadConnection(): Promise<DropboxConnection | null> {
    const row = this.#database.dropboxConnection.findUnique({ where: { id: 1 } })
    this.#connection = { loadedAt: Date.now(), row }
    return row
  }

  async #renew(): Promise<CachedAccess> {
    const row = await this.#loadConnection()
    if (row && !row.valid) throw new DropboxDisconnectedError()
    const refreshToken = row ? unsealRefreshToken(this.#settings, row) : this.#settings.DROPBOX_REFRESH_TOKEN
    if (!refreshToken) throw new DropboxDisconnectedError()
    const grant = { grant_type: 'refresh_token', refresh_token: refreshToken } as const
    const tokens = await requestTokens(this.#settings, grant).catch(async error => {
      if (error instanceof DropboxRefusedError) await this.recordRefusal('METADATA', error)
      throw error
    })
    if (!tokens) throw await this.#markDisconnected(row)
    const { rootNamespaceId, connectedAt } = row ?? (await this.#seedConnection(tokens.accessToken, refreshToken))
    const expiresAt = Date.now() + tokens.lifetimeSeconds * 1000
    return { accessToken: tokens.accessToken, rootNamespaceId, expiresAt, connectedAt: connectedAt.getTime() }
  }

  async #markDisconnected(row: DropboxConnection | null): Promise<DropboxDisconnectedError> {
    if (row) await change(this.#database, systemActor, tx => markDisconnected(tx, row.connectedAt))
    return new DropboxDisconnectedError()
  }

  async #seedConnection(accessToken: string, refreshToken: string): Promise<DropboxConnection> {
    const connection = await fetchConnection(this.#settings, accessToken, refreshToken)
    this.#connection = null
    return change(this.#database, systemActor, tx => seedConnection(tx, connection))
  }
}
