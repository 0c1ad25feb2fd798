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
  #line: Promise<unknown> = Promise.resolve()
  #passedAt = 0
  #turns = 0
  #observed = 1

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Resolves when it is this request's turn, in the order in which they came; rejects when the signal aborts. Each one waits for the rate that
   * holds when it is next, because a line that formed at a low rate must not go on at it once Dropbox takes more.
   */
  async turn(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    const passing = this.#line.then(() => this.#pass(signal))
    this.#line = passing.catch(() => {})
    await untilAborted(passing, signal)
  }

  async #pass(signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted()
      await this.#look()
      const closed = this.#closedUntil - Date.now()
      if (closed <= 0) break
      await sleep(Math.min(closed, interval), undefined, { signal })
    }
    const { requestsPerSecond } = this.#share
    const free = requestsPerSecond === null ? 0 : this.#passedAt + 1000 / requestsPerSecond - Date.now()
    if (free > 0) await sleep(free, undefined, { signal })
    this.#passedAt = Date.now()
    this.#turns++
  }

  /** Tells everybody that Dropbox wants this many seconds of quiet. */
  async complain(seconds: number): Promise<void> {
    this.#closedUntil = Math.max(this.#closedUntil, Date.now() + seconds * 1000)
    const since = Math.max(Date.now() - this.#lookedAt, interval)
    await slowDown(this.#database, seconds, Math.max(this.#observed, (this.#turns * 1000) / since))
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

/** The same promise, but whoever waits for it is let go when the signal aborts. */
async function untilAborted(promise: Promise<void>, signal?: AbortSignal): Promise<void> {
  if (!signal) return promise
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
