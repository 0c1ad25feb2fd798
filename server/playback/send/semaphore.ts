/**
 * Limits concurrent reads, which bounds memory and sockets. Waiters get permits in order. If all permits are taken, a
 * read whose client has stalled must give up its permit.
 */
export class Semaphore {
  #free: number
  readonly #waiting: (() => void)[] = []
  /** The functions that end stalled reads. The read that has been stalled longest comes first. */
  readonly #stalled = new Set<() => void>()

  constructor(permits: number) {
    this.#free = permits
  }

  /** Whether a caller is waiting for a permit. */
  get hasWaiters(): boolean {
    return this.#waiting.length > 0
  }

  /** Takes a permit. Resolves when there is one. */
  async acquire(): Promise<void> {
    if (this.#free > 0) return void this.#free--
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push(resolve)
    const [end] = this.#stalled
    if (end) this.#end(end)
    await promise
  }

  /** Returns a permit. */
  release(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free++
  }

  /** Marks a read as stalled. Calls `end` when a caller waits; `end` must return the permit. */
  markStalled(end: () => void): void {
    if (this.hasWaiters) end()
    else this.#stalled.add(end)
  }

  /** Marks a read as active again. */
  markActive(end: () => void): void {
    this.#stalled.delete(end)
  }

  /** Runs `work` with a permit. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.acquire()
    try {
      return await work()
    } finally {
      this.release()
    }
  }

  #end(end: () => void) {
    this.#stalled.delete(end)
    end()
  }
}
