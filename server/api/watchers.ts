import { setTimeout as sleep } from 'node:timers/promises'

/** The least time between two looks of one watcher, in milliseconds: four a second. */
const minIntervalMs = 250
/** Who was told nothing for this long looks again all the same, in milliseconds: rights that are lost end a stream without a change too. */
const maxIdleMs = 15_000

type Watcher = { dirty: boolean; wake: () => void }

/** Who watches which package. Each is told at once, then at most four times a second, and of the last change always. */
export class Watchers {
  #byPackage = new Map<string, Set<Watcher>>()

  /** Says that something of a package may be new. */
  wake(packageId: string): void {
    for (const watcher of this.#byPackage.get(packageId) ?? []) markDirty(watcher)
  }

  /** Says so of all packages. */
  wakeAll(): void {
    for (const watchers of this.#byPackage.values()) watchers.forEach(markDirty)
  }

  /** Yields when there may be something new, until `ended` is aborted: then also one that waits comes to its end. */
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
          // What comes during the pause makes it dirty again, and is told after it.
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
