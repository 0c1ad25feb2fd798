/** Remembers the last `max` names, to recognize duplicates. */
export class Recent {
  #names = new Set<string>()
  #max: number

  constructor(max: number) {
    this.#max = max
  }

  has(name: string): boolean {
    return this.#names.has(name)
  }

  add(name: string): void {
    this.#names.add(name)
    if (this.#names.size > this.#max) this.#names.delete(this.#names.values().next().value!)
  }
}
