/**
 * So many readings at once, which bounds memory and sockets. Whoever finds all lanes taken waits for the next one, in order; a reading whose own reader
 * has stopped to take anything is asked to give its lane up for that.
 */
export class Lanes {
  #free: number
  readonly #waiting: (() => void)[] = []
  /** Those that stand still, the longest first: how to end each. */
  readonly #still = new Set<() => void>()

  constructor(count: number) {
    this.#free = count
  }

  /** Does somebody wait? */
  get crowded(): boolean {
    return this.#waiting.length > 0
  }

  /** Resolves when there is a lane. */
  async take(): Promise<void> {
    if (this.#free > 0) return void this.#free--
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push(resolve)
    const [end] = this.#still
    if (end) this.#end(end)
    await promise
  }

  /** Gives a lane back. */
  give(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free++
  }

  /** Says that a reading stands still; `end` ends it, at once where somebody waits, and must give its lane back. */
  still(end: () => void): void {
    if (this.crowded) end()
    else this.#still.add(end)
  }

  /** Says that it goes on. */
  goesOn(end: () => void): void {
    this.#still.delete(end)
  }

  /** Does something on a lane. */
  async within<T>(work: () => Promise<T>): Promise<T> {
    await this.take()
    try {
      return await work()
    } finally {
      this.give()
    }
  }

  #end(end: () => void) {
    this.#still.delete(end)
    end()
  }
}
