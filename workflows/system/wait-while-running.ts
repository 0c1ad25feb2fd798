import { setTimeout as sleep } from 'node:timers/promises'

const tickMs = 50

/**
 * Waits `ms` milliseconds, of which a pause of this process counts at most 50: while it is busy or gets no processor
 * time, it cannot read answers that have arrived. Ends early when `signal` aborts.
 */
export async function waitWhileRunning(ms: number, signal: AbortSignal): Promise<void> {
  for (let ticks = ms / tickMs; ticks > 0 && !signal.aborted; ticks--) await sleep(tickMs, undefined, { ref: false })
}
