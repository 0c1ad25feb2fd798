const over = { done: true, value: undefined } as const
const tick = { done: false, value: undefined } as const

/** Yields once at its start, then each time when it is due and woken. It never misses that it is due. */
export class Watcher implements AsyncIterableIterator<void> {
  #isDue = true
  #isOver = false
  #resolve: ((result: IteratorResult<void>) => void) | null = null
  #onReturn: (() => void) | undefined
  /** Called once, when it ends. */
  onEnd: () => void = () => {}

  get isDue(): boolean {
    return this.#isDue
  }

  /** Whether its reader has taken everything and waits for more. */
  get isWaiting(): boolean {
    return this.#resolve !== null
  }

  /** It yields when it is woken, or when its reader asks for more, if that has not been waiting. */
  markDue(): void {
    this.#isDue = true
  }

  /** Yields to the waiting reader. `onReturn` is called when the reader asks for more, or ends. */
  wake(onReturn: () => void): void {
    this.#onReturn = onReturn
    if (this.#resolve) {
      this.#isDue = false
      this.#settle(tick)
    } else this.#returned()
  }

  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#settle(over)
    this.#returned()
    this.onEnd()
  }

  next(): Promise<IteratorResult<void>> {
    this.#returned()
    if (this.#isOver) return Promise.resolve(over)
    if (this.#isDue) {
      this.#isDue = false
      return Promise.resolve(tick)
    }
    return new Promise(resolve => {
      this.#resolve = resolve
    })
  }

  return(): Promise<IteratorResult<void>> {
    this.end()
    return Promise.resolve(over)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #settle(result: IteratorResult<void>): void {
    this.#resolve?.(result)
    this.#resolve = null
  }

  #returned(): void {
    const onReturn = this.#onReturn
    this.#onReturn = undefined
    onReturn?.()
  }
}
