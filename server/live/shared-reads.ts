/**
 * Reads what many subscribers follow once for all of them. What was read before a change may lack it, so each change of a
 * package must call `forget`.
 */
export class SharedReads {
  readonly #shareMs: number
  readonly #byPackage = new Map<string, Map<string, Promise<unknown>>>()

  /** `shareMs`: how long a read is shared. A change ends it earlier. */
  constructor(shareMs: number) {
    this.#shareMs = shareMs
  }

  /** Forgets what was read of a package. */
  forget(packageId: string): void {
    this.#byPackage.delete(packageId)
  }

  /** Forgets everything. */
  forgetAll(): void {
    this.#byPackage.clear()
  }

  /** Returns the result of `read`, or of a recent one with the same name. A failed read is not shared with later callers. */
  read<T>(packageId: string, name: string, read: () => Promise<T>): Promise<T> {
    const reads = this.#byPackage.get(packageId) ?? new Map<string, Promise<unknown>>()
    const recent = reads.get(name)
    if (recent) return recent as Promise<T>
    const result = read()
    this.#byPackage.set(packageId, reads.set(name, result))
    const forget = () => {
      if (reads.get(name) === result) reads.delete(name)
      if (reads.size === 0 && this.#byPackage.get(packageId) === reads) this.#byPackage.delete(packageId)
    }
    result.catch(forget)
    setTimeout(forget, this.#shareMs).unref()
    return result
  }
}
