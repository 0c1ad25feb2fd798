/** For how long a stream has waited for bytes that it can use. */
export class ByteWait {
  /** What the present request has brought, or null. */
  #progress: { loaded: number } | null = null
  #lastLoaded = 0
  /** Null: nothing is asked for. */
  #since: number | null = null
  #sinceBeforeRequest: number | null = null

  /** A request began. A retry goes on waiting. `progress` grows with its bytes; without it, only its end counts. */
  onRequest(progress: { loaded: number } | null): void {
    this.#since ??= performance.now()
    this.#sinceBeforeRequest = this.#since
    if (!progress) return
    this.#progress = progress
    this.#lastLoaded = progress.loaded
  }

  onLoaded(): void {
    this.#progress = null
    this.#since = null
  }

  /** The request was given up for another one. */
  onAborted(): void {
    this.#progress = null
  }

  /** The request failed. An error page has bytes, too, and they are no use. */
  onFailed(): void {
    this.#progress = null
    this.#since = this.#sinceBeforeRequest
  }

  restart(): void {
    this.#since = performance.now()
  }

  /** In milliseconds. 0 while nothing is asked for. */
  get ms(): number {
    const loaded = this.#progress?.loaded ?? 0
    const hasNews = loaded > this.#lastLoaded
    this.#lastLoaded = loaded
    if (this.#since === null) return 0
    if (hasNews) this.#since = performance.now()
    return performance.now() - this.#since
  }
}
