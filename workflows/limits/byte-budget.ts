/**
 * Bounds the bytes that all lanes of a process hold together, whatever the number of runs: whoever wants to read waits until there is
 * room. First come, first served, so that a large part is not overtaken for ever.
 */
export class ByteBudget {
  #freeBytes: number
  readonly #totalBytes: number
  readonly #waiters: { bytes: number; resolve: () => void }[] = []

  constructor(bytes: number) {
    this.#freeBytes = bytes
    this.#totalBytes = bytes
  }

  /** Runs `work` while holding so many bytes; more than there are at all counts as all. */
  async withReservation<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    const reservedBytes = Math.min(bytes, this.#totalBytes)
    if (this.#waiters.length > 0 || reservedBytes > this.#freeBytes)
      await new Promise<void>(resolve => this.#waiters.push({ bytes: reservedBytes, resolve }))
    else this.#freeBytes -= reservedBytes
    try {
      return await work()
    } finally {
      this.#freeBytes += reservedBytes
      for (let next = this.#waiters[0]; next && next.bytes <= this.#freeBytes; next = this.#waiters[0]) {
        this.#waiters.shift()
        this.#freeBytes -= next.bytes
        next.resolve()
      }
    }
  }
}
