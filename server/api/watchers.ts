import { setTimeout as sleep } from 'node:timers/promises'

/** The shortest time between two wakes of one watcher: four per second. */
const minIntervalMs = 250
/** The longest time without a wake, so that a revoked permission ends a stream even without a change. */
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

  /** Yields when the package may have changed. Ends when `signal` is aborted, also while waiting. */
  async *watch(packageId: string, signal: AbortSignal): AsyncGenerator<void, void> {
    const watcher: Watcher = { dirty: true, wake: () => {} }
    const onAbort = () => watcher.wake()
    const watchers = this.#byPackage.get(packageId) ?? new Set()
    this.#byPackage.set(packageId, watchers.add(watcher))
    signal.addEventListener('abort', onAbort)
    let timer: NodeJS.Timeout | undefined
    try {
      while (!signal.aborted) {
        if (watcher.dirty) {
          watcher.dirty = false
          yield
          // A change during the pause sets `dirty` again and is yielded after the pause.
          await sleep(minIntervalMs, undefined, { signal: signal }).catch(() => {})
        } else {
          await new Promise<void>(resolve => {
            watcher.wake = resolve
            timer = setTimeout(() => markDirty(watcher), maxIdleMs)
          })
          clearTimeout(timer)
        }
      }
    } finally {
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
