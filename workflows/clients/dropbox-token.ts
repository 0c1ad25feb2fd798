import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { connectFirst, loseDropbox, moveRoot } from '@lectern/schema/changes/dropbox'
import type { Database, DropboxConnection } from '@lectern/schema/database'
import type { CloudSettings } from './configuration.ts'
import { DropboxLost } from './dropbox-errors.ts'
import { askForTokens, connectionOf, dropboxAddresses, refreshTokenOf } from './dropbox-sign-in.ts'

/** An access token, and the root that paths are meant in: a team's space where the account has one. */
export type Access = { accessToken: string; rootNamespaceId: string | null }

/** Access, until when it is good, and of which connection it is (both in milliseconds since 1970). */
type Kept = Access & { until: number; connectedAt: number }

/** Renewed this long before it ends, in milliseconds. (Access tokens live four hours.) */
const margin = 5 * 60_000
/** How long the connection that was looked up is taken for the present one, in milliseconds: any process may have connected anew. */
const trust = 1_000

/**
 * The one place that renews access tokens: once for all who ask at the same time. The refresh token is a row, encrypted; the first time it
 * is filled from the configuration. A refused one is said in the audit log and ends in `DropboxLost`, until somebody connects Dropbox again:
 * the row is read anew each time.
 */
export class DropboxTokens {
  #settings: CloudSettings
  #database: Database
  #kept: Promise<Kept> | null = null
  #connection: { lookedAt: number; row: Promise<DropboxConnection | null> } | null = null
  readonly base: { api: string; content: string }

  constructor(settings: CloudSettings, database: Database) {
    this.#settings = settings
    this.#database = database
    this.base = dropboxAddresses(settings)
  }

  /** A token that is good for the next minutes. `refused`: the one that Dropbox just called expired. */
  async access(refused?: string): Promise<Access> {
    const looked = this.#kept
    const present = await looked?.catch(() => null)
    if (present && present.accessToken !== refused && (await this.#isGood(present))) return present
    // Whoever waited on the same old token: only the first one throws it away.
    if (present && this.#kept === looked) this.#kept = null
    this.#kept ??= this.#renew().catch(error => {
      this.#kept = null
      throw error
    })
    return this.#kept
  }

  /** Dropbox says that the account's root is another one: from now on all processes mean their paths in that. */
  async moveRoot(rootNamespaceId: string | null): Promise<void> {
    await change(this.#database, lectern, tx => moveRoot(tx, rootNamespaceId))
    this.#connection = null
  }

  async #isGood({ until, connectedAt }: Kept): Promise<boolean> {
    if (until - margin <= Date.now()) return false
    const isFresh = this.#connection && Date.now() - this.#connection.lookedAt < trust
    const row = await (isFresh ? this.#connection!.row : this.#look())
    return row?.valid === true && row.connectedAt.getTime() === connectedAt
  }

  #look(): Promise<DropboxConnection | null> {
    const row = this.#database.dropboxConnection.findUnique({ where: { id: 1 } })
    this.#connection = { lookedAt: Date.now(), row }
    return row
  }

  async #renew(): Promise<Kept> {
    const row = await this.#look()
    if (row && !row.valid) throw new DropboxLost()
    const refreshToken = row ? refreshTokenOf(this.#settings, row) : this.#settings.DROPBOX_REFRESH_TOKEN
    if (!refreshToken) throw new DropboxLost()
    const tokens = await askForTokens(this.#settings, { grant_type: 'refresh_token', refresh_token: refreshToken })
    if (!tokens) throw await this.#lose(row)
    const { rootNamespaceId, connectedAt } = row ?? (await this.#connect(tokens.accessToken, refreshToken))
    const until = Date.now() + tokens.seconds * 1000
    return { accessToken: tokens.accessToken, rootNamespaceId, until, connectedAt: connectedAt.getTime() }
  }

  async #lose(row: DropboxConnection | null): Promise<DropboxLost> {
    if (row) await change(this.#database, lectern, tx => loseDropbox(tx, row.connectedAt))
    return new DropboxLost()
  }

  async #connect(accessToken: string, refreshToken: string): Promise<DropboxConnection> {
    const connection = await connectionOf(this.#settings, accessToken, refreshToken)
    this.#connection = null
    return change(this.#database, lectern, tx => connectFirst(tx, connection))
  }
}
