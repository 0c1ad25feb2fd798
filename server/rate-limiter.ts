import { isIPv6 } from 'node:net'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** The window in which requests are counted. */
const windowSeconds = 10

/** Counts requests by key. Returns the number of seconds to wait, or null if the limit is not reached. */
export type RateLimiter = (key: string) => Promise<number | null>

/** Creates a limiter of requests by key in 10 seconds. Each process counts separately. */
export function createRateLimiter(maxRequests: number): RateLimiter {
  const limiter = new RateLimiterMemory({ points: maxRequests, duration: windowSeconds })
  return async key => {
    try {
      await limiter.consume(key)
      return null
    } catch (error) {
      if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000))
      throw error
    }
  }
}

/** Returns an IPv4 address, or the first half of an IPv6 address. Clients can choose the other half freely. */
export function networkOf(ip: string): string {
  if (!isIPv6(ip)) return ip
  const [head = '', tail] = ip.split('::')
  const [before, after] = [head, tail ?? ''].map(part => part.split(':').filter(Boolean))
  const between = tail === undefined ? [] : Array.from({ length: 8 - before!.length - after!.length }, () => '0')
  return [...before!, ...between, ...after!].slice(0, 4).join(':')
}
