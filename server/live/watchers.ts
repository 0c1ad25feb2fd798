import type { WakeSource } from '@lectern/schema/services'
import { Topic } from './topic.ts'

/** The watchers of each package, of each webhook, and of the audit log. */
export class Watchers {
  readonly #topics = new Map<string, Topic>()

  /** Wakes the watchers of a package. */
  wake(name: string): void {
    this.#topics.get(name)?.wakeAll()
  }

  /** Wakes the watchers of all packages. */
  wakeAll(): void {
    for (const topic of this.#topics.values()) topic.wakeAll()
  }

  /** Ends all watchers. */
  close(): void {
    for (const topic of this.#topics.values()) topic.close()
  }

  /** Yields when the package may have changed, or `wakeSource` wakes it. Ends when `signal` is aborted, also while waiting. */
  watch(name: string, signal: AbortSignal, wakeSource?: WakeSource): AsyncIterableIterator<void> {
    const topic = this.#topics.get(name) ?? new Topic(() => this.#topics.delete(name))
    this.#topics.set(name, topic)
    return topic.watch(signal, wakeSource)
  }
}
