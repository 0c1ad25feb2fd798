import type { Database } from '@lectern/domain/database'
import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'

/** The window in which attempts on one account are counted. */
const windowSeconds = 15 * 60

/** Attempts on one account in a window. Guessing a password is limited more than asking for links by mistake. */
const maxAttempts = { password: 10, link: 5 }

/** Counts attempts by account over all processes. An account is an email address, whether or not a person has it. */
export type AttemptLimits = {
  /** Counts an attempt. Returns the number of seconds to wait if there were too many, else null. */
  count(kind: keyof typeof maxAttempts, email: string): Promise<number | null>
  /** Starts again after a success. */
  reset(kind: keyof typeof maxAttempts, email: string): Promise<void>
}

/** Opens the limits of sign-ins by account. The sign-in library limits them by address. */
export function openAttemptLimits(database: Database): AttemptLimits {
  const open = (keyPrefix: keyof typeof maxAttempts) =>
    new RateLimiterPrisma({
      ...{ storeClient: database, tableName: 'signInAttempt', keyPrefix },
      ...{ points: maxAttempts[keyPrefix], duration: windowSeconds },
    })
  const limiters = { password: open('password'), link: open('link') }
  return {
    async count(kind, email) {
      try {
        await limiters[kind].consume(email)
        return null
      } catch (error) {
        if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000))
        throw error
      }
    },
    async reset(kind, email) {
      await limiters[kind].delete(email)
    },
  }
}
