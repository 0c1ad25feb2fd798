import { setTimeout as sleep } from 'node:timers/promises'

/** An event's position in the order of arrival. */
export interface EventPosition {
  /**
   * Resolves after the first delivery attempt of the next event, or after 2 seconds if no other event arrives.
   * @throws when `closing` aborts
   */
  waitForNext(closing: AbortSignal): Promise<void>
  /** Call this after the first delivery attempt, or when there will be none. Further calls have no effect. */
  markAttempted(): void
}

const MAX_WAIT_MS = 2_000

/**
 * Returns a function to call for each arriving event. Its result lets an event wait until the next one has passed it.
 */
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
