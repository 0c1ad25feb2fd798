import type { Log } from '../log.ts'

/** Between two wake-ups of the same workflow, in milliseconds. */
const pause = 1_000

/**
 * Wakes each workflow at most once a second, however many events come: the first at once, whatever comes meanwhile together at the end of
 * the second. Late, never lost: a late one that fails is tried again each second.
 */
export class PacedWakes {
  #wake: (id: string) => Promise<void>
  #log: Log
  #pacing = new Map<string, { timer: NodeJS.Timeout; again: boolean }>()

  constructor(wake: (id: string) => Promise<void>, log: Log) {
    this.#wake = wake
    this.#log = log
  }

  /** Resolves when it is woken, or will be; rejects when it could not be woken now: then whoever asked asks again. */
  async wake(id: string): Promise<void> {
    const pacing = this.#pacing.get(id)
    if (pacing) {
      pacing.again = true
      return
    }
    this.#pace(id)
    try {
      await this.#wake(id)
    } catch (error) {
      // Whoever came meanwhile was told that it will be woken.
      if (!this.#pacing.get(id)?.again) this.#forget(id)
      throw error
    }
  }

  /** Forgets what is still to come. The sweep wakes it. */
  close(): void {
    for (const id of [...this.#pacing.keys()]) this.#forget(id)
  }

  #forget(id: string): void {
    clearTimeout(this.#pacing.get(id)?.timer)
    this.#pacing.delete(id)
  }

  #pace(id: string): void {
    this.#pacing.set(id, { timer: setTimeout(() => this.#late(id), pause), again: false })
  }

  #late(id: string): void {
    const again = this.#pacing.get(id)?.again
    this.#pacing.delete(id)
    if (!again) return
    this.#pace(id)
    this.#wake(id).catch(error => {
      this.#log.warn({ err: error, id }, 'A workflow could not be woken; trying again')
      const pacing = this.#pacing.get(id)
      if (pacing) pacing.again = true
    })
  }
}
