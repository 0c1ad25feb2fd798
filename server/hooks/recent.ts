/** Remembers the newest names, at most so many: enough to know what was just heard once more. */
export class Recent {
  #names = new Set<string>()
  #most: number

  constructor(most: number) {
    this.#most = most
  }

  has(name: string): boolean {
    return this.#names.has(name)
  }

  add(name: string): void {
    this.#names.add(name)
    if (this.#names.size > this.#most) this.#names.delete(this.#names.values().next().value!)
  }
}
