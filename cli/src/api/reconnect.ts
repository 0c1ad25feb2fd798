import { setTimeout as sleep } from 'node:timers/promises'
import { retryAfterMs } from './api-error.ts'

const maxWaitMs = 30_000

type Options = {
  /** How long to go on without one result, in milliseconds. Then the last error is thrown. */
  giveUpAfterMs: number
  /** Called when a connection is lost. */
  onLost: (error: unknown) => void
  signal: AbortSignal
}

/**
 * Yields the results of `open`, and opens it again when its connection is lost, after a pause that grows. Ends when `open`
 * ends by itself. `open` must begin with what it has not yielded yet. Throws errors that another try cannot change.
 */
export async function* reconnect<Result>(
  open: () => AsyncIterable<Result>,
  { giveUpAfterMs, onLost, signal }: Options,
): AsyncGenerator<Result> {
  let lastResultAt = Date.now()
  for (let failures = 0; ; ) {
    try {
      for await (const result of open()) {
        yield result
        lastResultAt = Date.now()
        failures = 0
      }
      return
    } catch (error) {
      const firstWaitMs = retryAfterMs(error)
      if (firstWaitMs === null || signal.aborted) throw error
      if (failures === 0) onLost(error)
      // A random part keeps many programs from coming back at the same moment.
      const waitMs = Math.min(firstWaitMs * 2 ** failures++, maxWaitMs) * (0.75 + Math.random() / 2)
      if (Date.now() + waitMs - lastResultAt > giveUpAfterMs) throw error
      await sleep(waitMs, undefined, { signal })
    }
  }
}
