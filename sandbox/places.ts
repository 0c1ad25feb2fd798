import { setTimeout as sleep } from 'node:timers/promises'

/** An event's place in the order in which events came. */
export interface Place {
  /**
   * Resolves when the event that came next was tried once, or after two seconds if none came.
   * @throws when `closing` aborts
   */
  afterNext(closing: AbortSignal): Promise<void>
  /** To be called when this event was tried once, or never will be; further calls change nothing. */
  tried(): void
}

const WAIT_MS = 2_000

/** Returns what is to be called for each event that comes, so that one may be let past by the next. */
export function places(): () => Place {
  let next = Promise.withResolvers<{ tried: Promise<void> }>()
  return () => {
    const tried = Promise.withResolvers<void>()
    next.resolve({ tried: tried.promise })
    const mine = Promise.withResolvers<{ tried: Promise<void> }>()
    next = mine
    return {
      tried: tried.resolve,
      async afterNext(closing) {
        const followed = await Promise.race([mine.promise, sleep(WAIT_MS, undefined, { signal: closing })])
        await followed?.tried
      },
    }
  }
}
