import type { Log } from '../log.ts'

/** Between two wake-ups of the same workflow, in milliseconds. */
const wakeIntervalMs = 1_000

/**
 * Wakes each workflow at most once a second, however many events come: the first at once, whatever comes meanwhile together at the end of
 * the second. Late, never lost: a late one that fails is tried again each second.
 */
export class PacedWakes {
  #wake: (id: string) => Promise<void>
  #log: Log
  #pending = new Map<string, { timer: NodeJS.Timeout; wakeAgain: boolean }>()

  constructor(wake: (id: string) => Promise<void>, log: Log) {
    this.#wake = wake
    this.#log = log
  }

  /** Resolves when it is woken, or will be; rejects when it could not be woken now: then whoever asked asks again. */
  async wake(id: string): Promise<void> {
    const pending = this.#pending.get(id)
    if (pending) {
      pending.wakeAgain = true
      return
    }
    this.#startTimer(id)
    try {
      await this.#wake(id)
    } catch (error) {
      // Whoever came meanwhile was told that it will be woken.
      if (!this.#pending.get(id)?.wakeAgain) this.#forget(id)
      throw error
    }
  }

  /** Forgets what is still to come. The sweep wakes it. */
  close(): void {
    for (const id of [...this.#pending.keys()]) this.#forget(id)
  }

  #forget(id: string): void {
    clearTimeout(this.#pending.get(id)?.timer)
    this.#pending.delete(id)
  }

  #startTimer(id: string): void {
    this.#pending.set(id, { timer: setTimeout(() => this.#onTimer(id), wakeIntervalMs), wakeAgain: false })
  }

  #onTimer(id: string): void {
    const wakeAgain = this.#pending.get(id)?.wakeAgain
    this.#pending.delete(id)
    if (!wakeAgain) return
    this.#startTimer(id)
    this.#wake(id).catch(error => {
      this.#log.warn({ err: error, id }, 'A workflow could not be woken; trying again')
      const pending = this.#pending.get(id)
      if (pending) pending.wakeAgain = true
    })
  }
}
