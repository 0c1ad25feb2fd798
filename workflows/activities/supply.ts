/** Hands things out one by one to many hands, and fetches more when there are none left; null once a fetch brings nothing. */
export class Supply<T> {
  readonly #fetch: () => Promise<T[]>
  readonly #things: T[] = []
  #fetching: Promise<boolean> | null = null

  constructor(fetch: () => Promise<T[]>) {
    this.#fetch = fetch
  }

  async next(): Promise<T | null> {
    while (this.#things.length === 0) if (!(await this.#more())) return null
    return this.#things.shift()!
  }

  #more(): Promise<boolean> {
    this.#fetching ??= this.#fetch()
      .then(things => this.#things.push(...things) > 0)
      .finally(() => {
        this.#fetching = null
      })
    return this.#fetching
  }
}
