import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@lectern/domain/database'
import { claimRateShare, type RateShare, reduceRate } from '@lectern/domain/dropbox/rate-limit'

/** How often a process refreshes its share of the rate, in milliseconds. */
const refreshIntervalMs = 1_000

/**
 * Limits this process to its share of what Dropbox allows the one token. All processes agree on the shares in a
 * Postgres row. Does not throttle until Dropbox returns 429.
 */
export class DropboxRateLimiter {
  readonly #database: Database
  readonly #process = randomUUID()
  #share: RateShare = { waitSeconds: 0, requestsPerSecond: null }
  #refreshedAt = 0
  #refreshing: Promise<void> | null = null
  #blockedUntil = 0
  #queue: Promise<unknown> = Promise.resolve()
  #lastRequestAt = 0
  #requestCount = 0
  #observedPerSecond = 1

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Resolves when it is this request's turn, in order of arrival. Rejects when the signal aborts. Each request waits at
   * the rate that applies when it is next, so that a queue formed at a low rate speeds up once Dropbox allows more.
   */
  async acquire(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    const acquiring = this.#queue.then(() => this.#waitForSlot(signal))
    this.#queue = acquiring.catch(() => {})
    await rejectOnAbort(acquiring, signal)
  }

  async #waitForSlot(signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted()
      await this.#refreshIfStale()
      const blockedMs = this.#blockedUntil - Date.now()
      if (blockedMs <= 0) break
      await sleep(Math.min(blockedMs, refreshIntervalMs), undefined, { signal })
    }
    const { requestsPerSecond } = this.#share
    const waitMs = requestsPerSecond === null ? 0 : this.#lastRequestAt + 1000 / requestsPerSecond - Date.now()
    if (waitMs > 0) await sleep(waitMs, undefined, { signal })
    this.#lastRequestAt = Date.now()
    this.#requestCount++
  }

  /** Blocks all processes for the number of seconds that Dropbox asked for. */
  async reportRetryAfter(seconds: number): Promise<void> {
    this.#blockedUntil = Math.max(this.#blockedUntil, Date.now() + seconds * 1000)
    const elapsedMs = Math.max(Date.now() - this.#refreshedAt, refreshIntervalMs)
    await reduceRate(
      this.#database,
      seconds,
      Math.max(this.#observedPerSecond, (this.#requestCount * 1000) / elapsedMs),
    )
    this.#refreshedAt = 0
  }

  #refreshIfStale(): Promise<void> | null {
    if (this.#refreshing) return this.#refreshing
    const elapsedMs = Date.now() - this.#refreshedAt
    if (elapsedMs < refreshIntervalMs) return null
    this.#refreshing = this.#refresh(elapsedMs).finally(() => {
      this.#refreshing = null
    })
    return this.#refreshing
  }

  async #refresh(elapsedMs: number): Promise<void> {
    if (elapsedMs < 10 * refreshIntervalMs)
      this.#observedPerSecond = Math.max(1, (this.#requestCount * 1000) / elapsedMs)
    this.#share = await claimRateShare(this.#database, this.#process)
    this.#blockedUntil = Date.now() + this.#share.waitSeconds * 1000
    this.#refreshedAt = Date.now()
    this.#requestCount = 0
  }
}

/** Returns the same promise, but rejects when the signal aborts. */
async function rejectOnAbort(promise: Promise<void>, signal?: AbortSignal): Promise<void> {
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
