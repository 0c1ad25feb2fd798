import { setTimeout as sleep } from 'node:timers/promises'
import type { WakeSource } from '@lectern/schema/services'

/** The time between two wakes of one watcher: four per second. */
const intervalMs = 250
/** How much earlier a wake may come, so that four changes a second, which are never quite regular, do not fall behind. */
const toleranceMs = 50
/** The shortest pause after a watcher has used a wake, however long that took. */
const minPauseMs = 50
/** The longest time without a wake, so that permissions are checked again even if no change is reported. */
const maxIdleMs = 15_000

type Watcher = { dirty: boolean; wake: () => void }

/**
 * The watchers of each package, and of the audit log. Wakes each at once, then at most four times per second, and always after the last
 * change.
 */
export class Watchers {
  #byPackage = new Map<string, Set<Watcher>>()

  /** Wakes the watchers of a package. */
  wake(packageId: string): void {
    for (const watcher of this.#byPackage.get(packageId) ?? []) markDirty(watcher)
  }

  /** Wakes the watchers of all packages. */
  wakeAll(): void {
    for (const watchers of this.#byPackage.values()) watchers.forEach(markDirty)
  }

  /** Yields when the package may have changed, or `wakeSource` wakes it. Ends when `signal` is aborted, also while waiting. */
  async *watch(packageId: string, signal: AbortSignal, wakeSource?: WakeSource): AsyncGenerator<void, void> {
    const watcher: Watcher = { dirty: true, wake: () => {} }
    const onAbort = () => watcher.wake()
    const watchers = this.#byPackage.get(packageId) ?? new Set()
    this.#byPackage.set(packageId, watchers.add(watcher))
    signal.addEventListener('abort', onAbort)
    const stopWaking = wakeSource?.(() => markDirty(watcher))
    let timer: NodeJS.Timeout | undefined
    let dueAt = 0
    try {
      while (!signal.aborted) {
        if (watcher.dirty) {
          watcher.dirty = false
          dueAt = Math.max(dueAt, performance.now()) + intervalMs
          yield
          // A change during the pause sets `dirty` again and is yielded after the pause.
          const pauseMs = Math.max(dueAt - toleranceMs - performance.now(), minPauseMs)
          await sleep(pauseMs, undefined, { signal: signal }).catch(() => {})
        } else {
          await new Promise<void>(resolve => {
            watcher.wake = resolve
            timer = setTimeout(() => markDirty(watcher), maxIdleMs)
          })
          clearTimeout(timer)
        }
      }
    } finally {
      stopWaking?.()
      signal.removeEventListener('abort', onAbort)
      watchers.delete(watcher)
      if (watchers.size === 0 && this.#byPackage.get(packageId) === watchers) this.#byPackage.delete(packageId)
    }
  }
}

function markDirty(watcher: Watcher): void {
  watcher.dirty = true
  watcher.wake()
}
