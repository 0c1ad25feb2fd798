import type { Database } from '@lectern/domain/database'
import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'

/** The window in which attempts on one account are counted. */
const windowSeconds = 15 * 60

/** Attempts on one account in a window. Guessing a password is limited more than asking for links by mistake. */
const maxAttempts = { password: 10, link: 5 }

/**
 * What attempts are counted by. An account is an email address, whether or not a person has it. A browser in which the account
 * has signed in before counts by itself, and so does a session: otherwise strangers could lock everybody out of an account
 * whose address they know.
 */
export type CountedBy = { account: string } | { device: string } | { session: string }

/** Counts attempts over all processes. */
export type AttemptLimits = {
  /** Counts an attempt. Returns the number of seconds to wait if there were too many, else null. */
  count(kind: keyof typeof maxAttempts, by: CountedBy): Promise<number | null>
  /** Starts again after a success. */
  reset(kind: keyof typeof maxAttempts, by: CountedBy): Promise<void>
}

const keyOf = (by: CountedBy): string => Object.entries(by)[0]!.join(':')

/** Opens the limits of sign-ins. The sign-in library also limits them by the client's address. */
export function openAttemptLimits(database: Database): AttemptLimits {
  const open = (keyPrefix: keyof typeof maxAttempts) =>
    new RateLimiterPrisma({
      ...{ storeClient: database, tableName: 'signInAttempt', keyPrefix },
      ...{ points: maxAttempts[keyPrefix], duration: windowSeconds },
    })
  const limiters = { password: open('password'), link: open('link') }
  return {
    async count(kind, by) {
      try {
        await limiters[kind].consume(keyOf(by))
        return null
      } catch (error) {
        if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000))
        throw error
      }
    },
    async reset(kind, by) {
      await limiters[kind].delete(keyOf(by))
    },
  }
}
