import { useSyncExternalStore } from 'react'

/** The ways to the server: requests and the socket. */
type Way = 'http' | 'socket'

/** How often requests are tried while the server cannot be reached, in milliseconds. */
const PROBE_INTERVAL_MS = 2_000

/**
 * Whether the server can be reached. It is lost while either way is, and restored when both work again; `restored`
 * counts how often that happened.
 */
export class Connection {
  readonly #lost = new Set<Way>()
  readonly #listeners = new Set<() => void>()
  readonly #onRestored: () => void
  readonly #probe: () => void
  #probeTimer: ReturnType<typeof setTimeout> | undefined
  #restored = 0

  /** `onRestored` must catch up on what was missed. `probe` must make a request and record its outcome. */
  constructor({ onRestored, probe }: { onRestored: () => void; probe: () => void }) {
    this.#onRestored = onRestored
    this.#probe = probe
  }

  get isLost(): boolean {
    return this.#lost.size > 0
  }

  get restored(): number {
    return this.#restored
  }

  /**
   * Records whether this way works. A lost request is tried again until one arrives, because nothing else may ask: the
   * socket can stay open, or not exist yet. Notifies listeners only of changes.
   */
  record(way: Way, isLost: boolean): void {
    if (way === 'http' && isLost) this.#scheduleProbe()
    if (isLost === this.#lost.has(way)) return
    const wasLost = this.isLost
    if (isLost) this.#lost.add(way)
    else this.#lost.delete(way)
    if (this.isLost === wasLost) return
    if (wasLost) this.#restored++
    for (const listener of this.#listeners) listener()
    if (wasLost) this.#onRestored()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #scheduleProbe(): void {
    clearTimeout(this.#probeTimer)
    this.#probeTimer = setTimeout(this.#probe, PROBE_INTERVAL_MS)
  }
}

/** Returns true while the server cannot be reached and the screen may be outdated. */
export const useConnectionLost = (connection: Connection): boolean =>
  useSyncExternalStore(connection.subscribe, () => connection.isLost)

/** Returns how often the server could be reached again. A failure of the connection from before is over. */
export const useConnectionRestored = (connection: Connection): number =>
  useSyncExternalStore(connection.subscribe, () => connection.restored)
