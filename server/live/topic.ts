import type { WakeSource } from '@lectern/schema/services'
import { Watcher } from './watcher.ts'

/** The time between two changes that watchers are woken for: four per second. */
const intervalMs = 250
/** How much earlier a wake may come, so that four changes a second, which are never quite regular, do not fall behind. */
const toleranceMs = 50
/** The shortest pause after all watchers were woken, however long that took. */
const minPauseMs = 20
/** The longest time without a wake, so that permissions are checked again even if no change is reported. */
const maxIdleMs = 15_000
/** How many watchers are woken before other work of the process has its turn. */
const batchSize = 100
/** How long the next batch waits for one that is slow. */
const maxBatchMs = 25

/**
 * The watchers of one package. Wakes each new one at once, then all together at most four times per second, and always after the
 * last change. One timer serves them all.
 */
export class Topic {
  readonly #watchers = new Set<Watcher>()
  readonly #onEmpty: () => void
  #isWaking = false
  #dueAt = performance.now() + intervalMs
  #pausedUntil = this.#dueAt - toleranceMs
  #pause: NodeJS.Timeout | undefined
  readonly #idle = setInterval(() => this.wakeAll(), maxIdleMs).unref()

  /** `onEmpty` is called when the last watcher has ended. */
  constructor(onEmpty: () => void) {
    this.#onEmpty = onEmpty
  }

  wakeAll(): void {
    for (const watcher of this.#watchers) watcher.markDue()
    this.#wakeSoon()
  }

  close(): void {
    for (const watcher of [...this.#watchers]) watcher.end()
  }

  watch(signal: AbortSignal, wakeSource?: WakeSource): Watcher {
    const watcher = new Watcher()
    const end = () => watcher.end()
    const stopWaking = wakeSource?.(() => {
      watcher.markDue()
      this.#wakeSoon()
    })
    watcher.onEnd = () => {
      stopWaking?.()
      signal.removeEventListener('abort', end)
      this.#remove(watcher)
    }
    this.#watchers.add(watcher)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
    return watcher
  }

  #remove(watcher: Watcher): void {
    this.#watchers.delete(watcher)
    if (this.#watchers.size > 0) return
    clearInterval(this.#idle)
    clearTimeout(this.#pause)
    this.#onEmpty()
  }

  /** Wakes at once, or after the pause that follows the last wake. */
  #wakeSoon(): void {
    if (this.#isWaking || this.#pause) return
    const pauseMs = this.#pausedUntil - performance.now()
    if (pauseMs <= 0) return void this.#wakeDue()
    this.#pause = setTimeout(() => {
      this.#pause = undefined
      void this.#wakeDue()
    }, pauseMs)
  }

  async #wakeDue(): Promise<void> {
    this.#isWaking = true
    this.#dueAt = Math.max(this.#dueAt, performance.now()) + intervalMs
    const due = [...this.#watchers].filter(watcher => watcher.isWaiting && watcher.isDue)
    for (let start = 0; start < due.length; start += batchSize) await wakeBatch(due.slice(start, start + batchSize))
    this.#pausedUntil = Math.max(this.#dueAt - toleranceMs, performance.now() + minPauseMs)
    this.#isWaking = false
    for (const watcher of this.#watchers) if (watcher.isWaiting && watcher.isDue) return this.#wakeSoon()
  }
}

/** Wakes watchers, and resolves when all wait for the next wake, which means that the state has been sent. */
function wakeBatch(watchers: Watcher[]): Promise<void> {
  return new Promise(resolve => {
    let open = watchers.length
    const timeout = setTimeout(resolve, maxBatchMs)
    const onReturn = () => {
      if (--open > 0) return
      clearTimeout(timeout)
      setImmediate(resolve)
    }
    for (const watcher of watchers) watcher.wake(onReturn)
  })
}
