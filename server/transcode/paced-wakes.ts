import type { Log } from '../log.ts'

/** The shortest time between two wakes of one workflow. */
const wakeIntervalMs = 1_000

/**
 * Wakes each workflow at most once per second. The first wake is immediate; all others in that second become one wake
 * at its end. Delayed wakes are never lost: a failed one is retried every second.
 */
export class PacedWakes {
  #wake: (id: string) => Promise<void>
  #log: Log
  #pending = new Map<string, { timer: NodeJS.Timeout; wakeAgain: boolean }>()

  constructor(wake: (id: string) => Promise<void>, log: Log) {
    this.#wake = wake
    this.#log = log
  }

  /**
   * Resolves when the workflow was woken or its wake is scheduled. Rejects if the wake failed; the caller must retry.
   */
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
      // Callers that came meanwhile were promised a wake.
      if (!this.#pending.get(id)?.wakeAgain) this.#forget(id)
      throw error
    }
  }

  /** Drops scheduled wakes. The reconciler wakes those workflows. */
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
      this.#log.warn({ err: error, id }, 'Workflow not woken. Retrying')
      const pending = this.#pending.get(id)
      if (pending) pending.wakeAgain = true
    })
  }
}
