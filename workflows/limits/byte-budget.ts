/**
 * Limits the bytes that all lanes of a process hold together, across all runs. A reader waits until there is room.
 * First come, first served, so that smaller parts do not overtake a large one forever.
 */
export class ByteBudget {
  #freeBytes: number
  readonly #totalBytes: number
  readonly #waiters: { bytes: number; resolve: () => void }[] = []

  constructor(bytes: number) {
    this.#freeBytes = bytes
    this.#totalBytes = bytes
  }

  /** Runs `work` while it reserves `bytes`. A request above the total reserves the total. */
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
