/**
 * Bounds the bytes that all lanes of a process hold together, whatever the number of runs: whoever wants to read waits until there is
 * room. First come, first served, so that a large part is not overtaken for ever.
 */
export class ByteBudget {
  #free: number
  readonly #total: number
  readonly #waiting: { bytes: number; enter: () => void }[] = []

  constructor(bytes: number) {
    this.#free = bytes
    this.#total = bytes
  }

  /** Runs `work` while holding so many bytes; more than there are at all counts as all. */
  async holding<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    const held = Math.min(bytes, this.#total)
    if (this.#waiting.length > 0 || held > this.#free)
      await new Promise<void>(enter => this.#waiting.push({ bytes: held, enter }))
    else this.#free -= held
    try {
      return await work()
    } finally {
      this.#free += held
      for (let next = this.#waiting[0]; next && next.bytes <= this.#free; next = this.#waiting[0]) {
        this.#waiting.shift()
        this.#free -= next.bytes
        next.enter()
      }
    }
  }
}
