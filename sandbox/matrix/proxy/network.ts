import { setTimeout as sleep } from 'node:timers/promises'

/** A line to a browser. `bitsPerSecond` is shared by all connections; `latencyMs` comes before each answer. */
export type Network = { bitsPerSecond: number; latencyMs: number }

/** The networks of the matrix. `fast` is limited by this machine alone. */
export const networks = {
  fast: { bitsPerSecond: Number.POSITIVE_INFINITY, latencyMs: 0 },
  '2 Mbit/s': { bitsPerSecond: 2_000_000, latencyMs: 30 },
  '500 kbit/s': { bitsPerSecond: 500_000, latencyMs: 60 },
} satisfies Record<string, Network>

export type NetworkName = keyof typeof networks

/** Timers of a busy machine are coarse, so shorter waits are saved up, in milliseconds. */
const shortestWaitMs = 10

/** A line that all connections of a browser share. Bytes pass in the order in which they are taken. */
export class Line {
  /** May change at any time. What was taken before keeps its pace. */
  network: Network
  /** When the line has sent everything that was taken so far. */
  #freeAt = 0

  constructor(network: Network) {
    this.network = network
  }

  get latencyMs(): number {
    return this.network.latencyMs
  }

  /** Resolves when the line has sent so many bytes. */
  async take(bytes: number): Promise<void> {
    const now = performance.now()
    this.#freeAt = Math.max(this.#freeAt, now) + (bytes * 8000) / this.network.bitsPerSecond
    if (this.#freeAt - now > shortestWaitMs) await sleep(this.#freeAt - now)
  }
}
