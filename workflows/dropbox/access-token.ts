import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { changeRootNamespace, markDisconnected, seedConnection } from '@lectern/domain/dropbox/connection'
import type { Database, DropboxConnection } from '@lectern/domain/database'
import type { CloudSettings } from '../cloud-settings.ts'
import { DropboxDisconnectedError } from './errors.ts'
import { dropboxUrls, fetchConnection, requestTokens, unsealRefreshToken } from './oauth.ts'

/** An access token, and the root that paths are meant in: a team's space where the account has one. */
export type DropboxAccess = { accessToken: string; rootNamespaceId: string | null }

/** Access, until when it is good, and of which connection it is (both in milliseconds since 1970). */
type CachedAccess = DropboxAccess & { expiresAt: number; connectedAt: number }

/** Renewed this long before it ends, in milliseconds. (Access tokens live four hours.) */
const renewalMarginMs = 5 * 60_000
/** How long the connection that was looked up is taken for the present one, in milliseconds: any process may have connected anew. */
const connectionCacheMs = 1_000

/**
 * The one place that renews access tokens: once for all who ask at the same time. The refresh token is a row, encrypted; the first time it
 * is filled from the configuration. A refused one is said in the audit log and ends in `DropboxLost`, until somebody connects Dropbox again:
 * the row is read anew each time.
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

  /** A token that is good for the next minutes. `refused`: the one that Dropbox just called expired. */
  async getAccess(expiredToken?: string): Promise<DropboxAccess> {
    const cached = this.#cached
    const current = await cached?.catch(() => null)
    if (current && current.accessToken !== expiredToken && (await this.#isValid(current))) return current
    // Whoever waited on the same old token: only the first one throws it away.
    if (current && this.#cached === cached) this.#cached = null
    this.#cached ??= this.#renew().catch(error => {
      this.#cached = null
      throw error
    })
    return this.#cached
  }

  /** Dropbox says that the account's root is another one: from now on all processes mean their paths in that. */
  async changeRootNamespace(rootNamespaceId: string | null): Promise<void> {
    await change(this.#database, systemActor, tx => changeRootNamespace(tx, rootNamespaceId))
    this.#connection = null
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
    const tokens = await requestTokens(this.#settings, { grant_type: 'refresh_token', refresh_token: refreshToken })
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
