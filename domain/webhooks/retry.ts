/** How long an event may fail before its webhook is paused, in milliseconds. */
export const maxFailingMs = 24 * 60 * 60 * 1000

const firstDelayMs = 5_000
const maxDelayMs = 60 * 60 * 1000

/**
 * When to try again after a failed attempt: after 5 seconds, then each time after twice as long, at most an hour, and
 * for the last time 24 hours after the first failure. Null: that time is over. `attempt` counts from 1.
 */
export function nextAttemptAt(attempt: number, failingSince: Date, now: Date): Date | null {
  const endMs = failingSince.getTime() + maxFailingMs
  if (now.getTime() >= endMs) return null
  const delayMs = Math.min(firstDelayMs * 2 ** (attempt - 1), maxDelayMs)
  return new Date(Math.min(now.getTime() + delayMs, endMs))
}
