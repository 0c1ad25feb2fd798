/**
 * So many readings at once, which bounds memory and sockets. Whoever finds all lanes taken waits for the next one, in order; a reading whose own reader
 * has stopped to take anything is asked to give its lane up for that.
 */
export class Semaphore {
  #free: number
  readonly #waiting: (() => void)[] = []
  /** Those that stand still, the longest first: how to end each. */
  readonly #stalled = new Set<() => void>()

  constructor(permits: number) {
    this.#free = permits
  }

  /** Does somebody wait? */
  get hasWaiters(): boolean {
    return this.#waiting.length > 0
  }

  /** Resolves when there is a lane. */
  async acquire(): Promise<void> {
    if (this.#free > 0) return void this.#free--
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push(resolve)
    const [end] = this.#stalled
    if (end) this.#end(end)
    await promise
  }

  /** Gives a lane back. */
  release(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free++
  }

  /** Says that a reading stands still; `end` ends it, at once where somebody waits, and must give its lane back. */
  markStalled(end: () => void): void {
    if (this.hasWaiters) end()
    else this.#stalled.add(end)
  }

  /** Says that it goes on. */
  markActive(end: () => void): void {
    this.#stalled.delete(end)
  }

  /** Does something on a lane. */
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
