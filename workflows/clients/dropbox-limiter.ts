import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Share, slowDown, takeShare } from '@lectern/schema/changes/dropbox-limit'
import type { Database } from '@lectern/schema/database'

/** How often a process looks at what it may, in milliseconds. */
const interval = 1_000

/**
 * Lets the requests of this process through at its share of what Dropbox takes from the one token, which all processes agree on in a row of
 * Postgres. As long as Dropbox never complains nobody waits.
 */
export class DropboxLimiter {
  readonly #database: Database
  readonly #process = randomUUID()
  #share: Share = { waitSeconds: 0, requestsPerSecond: null }
  #lookedAt = 0
  #looking: Promise<void> | null = null
  #closedUntil = 0
  #next = 0
  #turns = 0
  #observed = 1

  constructor(database: Database) {
    this.#database = database
  }

  /** Resolves when it is this request's turn; rejects when the signal aborts. */
  async turn(signal?: AbortSignal): Promise<void> {
    for (;;) {
      await this.#look()
      const closed = this.#closedUntil - Date.now()
      if (closed <= 0) break
      await sleep(Math.min(closed, interval), undefined, { signal })
    }
    this.#turns++
    const { requestsPerSecond } = this.#share
    if (requestsPerSecond === null) return
    const at = Math.max(this.#next, Date.now())
    this.#next = at + 1000 / requestsPerSecond
    if (at > Date.now()) await sleep(at - Date.now(), undefined, { signal })
  }

  /** Tells everybody that Dropbox wants this many seconds of quiet. */
  async complain(seconds: number): Promise<void> {
    this.#closedUntil = Math.max(this.#closedUntil, Date.now() + seconds * 1000)
    await slowDown(this.#database, seconds, this.#observed)
    this.#lookedAt = 0
  }

  #look(): Promise<void> | null {
    if (this.#looking) return this.#looking
    const since = Date.now() - this.#lookedAt
    if (since < interval) return null
    this.#looking = this.#refresh(since).finally(() => {
      this.#looking = null
    })
    return this.#looking
  }

  async #refresh(since: number): Promise<void> {
    if (since < 10 * interval) this.#observed = Math.max(1, (this.#turns * 1000) / since)
    this.#share = await takeShare(this.#database, this.#process)
    this.#closedUntil = Date.now() + this.#share.waitSeconds * 1000
    this.#lookedAt = Date.now()
    this.#turns = 0
  }
}
