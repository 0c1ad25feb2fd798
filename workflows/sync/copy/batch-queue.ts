/**
 * A queue that several workers take items from. Fetches the next batch when it is empty. `next()` returns null once a
 * fetch returns nothing.
 */
export class BatchQueue<T> {
  readonly #fetchBatch: () => Promise<T[]>
  readonly #items: T[] = []
  #fetching: Promise<boolean> | null = null

  constructor(fetchBatch: () => Promise<T[]>) {
    this.#fetchBatch = fetchBatch
  }

  async next(): Promise<T | null> {
    while (this.#items.length === 0) if (!(await this.#refill())) return null
    return this.#items.shift()!
  }

  #refill(): Promise<boolean> {
    this.#fetching ??= this.#fetchBatch()
      .then(items => this.#items.push(...items) > 0)
      .finally(() => {
        this.#fetching = null
      })
    return this.#fetching
  }
}
