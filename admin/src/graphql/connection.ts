import { useSyncExternalStore } from 'react'

/** The ways to the server: requests and the socket. */
type Way = 'http' | 'socket'

/** How often requests are tried while the server cannot be reached, in milliseconds. */
const PROBE_INTERVAL_MS = 2_000
/** How long after a loss the server is asked, and how long it has to answer, before it counts as unreachable. In milliseconds. */
const OFFLINE_CHECK_MS = 900

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
  #offlineTimer: ReturnType<typeof setTimeout> | undefined
  #isOffline = false
  #restored = 0

  /** `onRestored` must catch up on what was missed. `probe` must make a request and record its outcome. */
  constructor({ onRestored, probe }: { onRestored: () => void; probe: () => void }) {
    this.#onRestored = onRestored
    this.#probe = probe
  }

  get isLost(): boolean {
    return this.#lost.size > 0
  }

  /** Whether requests fail too, and not for a moment only. Without the socket alone, the person can go on. */
  get isOffline(): boolean {
    return this.#isOffline
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
    if (way === 'http' && !isLost) this.#endOffline()
    if (isLost && (way === 'http' || !this.#lost.has(way))) this.#checkOffline()
    if (isLost === this.#lost.has(way)) return
    const wasLost = this.isLost
    if (isLost) this.#lost.add(way)
    else this.#lost.delete(way)
    if (this.isLost === wasLost) return
    if (wasLost) this.#restored++
    this.#notify()
    if (!wasLost) return
    this.#endOffline()
    this.#onRestored()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Counts as offline when nothing answers in time. */
  #checkOffline(): void {
    this.#offlineTimer ??= setTimeout(() => {
      this.#offlineTimer = setTimeout(() => {
        this.#isOffline = true
        this.#notify()
      }, OFFLINE_CHECK_MS)
      if (!this.#lost.has('http')) this.#probe()
    }, OFFLINE_CHECK_MS)
  }

  #endOffline(): void {
    clearTimeout(this.#offlineTimer)
    this.#offlineTimer = undefined
    if (!this.#isOffline) return
    this.#isOffline = false
    this.#notify()
  }

  #notify(): void {
    for (const listener of this.#listeners) listener()
  }

  #scheduleProbe(): void {
    clearTimeout(this.#probeTimer)
    this.#probeTimer = setTimeout(this.#probe, PROBE_INTERVAL_MS)
  }
}

/** Returns true while the server cannot be reached and the screen may be outdated. */
export const useConnectionLost = (connection: Connection): boolean =>
  useSyncExternalStore(connection.subscribe, () => connection.isLost)

/** Returns true while nothing can be sent to the server. */
export const useIsOffline = (connection: Connection): boolean =>
  useSyncExternalStore(connection.subscribe, () => connection.isOffline)

/** Returns how often the server could be reached again. A failure of the connection from before is over. */
export const useConnectionRestored = (connection: Connection): number =>
  useSyncExternalStore(connection.subscribe, () => connection.restored)
