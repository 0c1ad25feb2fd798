import { setTimeout as sleep } from 'node:timers/promises'

/** An event's place in the order in which events came. */
export interface EventPosition {
  /**
   * Resolves when the event that came next was tried once, or after two seconds if none came.
   * @throws when `closing` aborts
   */
  waitForNext(closing: AbortSignal): Promise<void>
  /** To be called when this event was tried once, or never will be; further calls change nothing. */
  markAttempted(): void
}

const MAX_WAIT_MS = 2_000

/** Returns what is to be called for each event that comes, so that one may be let past by the next. */
export function trackEventOrder(): () => EventPosition {
  let next = Promise.withResolvers<{ attempted: Promise<void> }>()
  return () => {
    const attempted = Promise.withResolvers<void>()
    next.resolve({ attempted: attempted.promise })
    const successor = Promise.withResolvers<{ attempted: Promise<void> }>()
    next = successor
    return {
      markAttempted: attempted.resolve,
      async waitForNext(closing) {
        const nextEvent = await Promise.race([successor.promise, sleep(MAX_WAIT_MS, undefined, { signal: closing })])
        await nextEvent?.attempted
      },
    }
  }
}
