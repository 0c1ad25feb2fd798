import type { ServerResponse } from 'node:http'
import { isIPv6 } from 'node:net'
import type { Address } from '@lectern/domain/playback/content-address'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Configuration } from '../configuration.ts'
import { currentRequest } from '../request.ts'
import { sendRateLimited } from './send/api-errors.ts'
import { sendTooManyRequests } from './send/error-pages.ts'

/** The window in which requests are counted. */
const windowSeconds = 10

type Limits = Pick<Configuration, 'LECTERN_FILES_LIMIT' | 'LECTERN_GRAPHQL_LIMIT' | 'LECTERN_TOKEN_LIMIT'>

/**
 * Limits requests by client address, and API requests by path token too. Each process counts separately. The returned
 * function answers requests over the limit and returns whether it did. Invalid addresses count as files.
 */
export function openRateLimits(limits: Limits) {
  const files = new RateLimiterMemory({ points: limits.LECTERN_FILES_LIMIT, duration: windowSeconds })
  const queries = new RateLimiterMemory({ points: limits.LECTERN_GRAPHQL_LIMIT, duration: windowSeconds })
  const tokens = new RateLimiterMemory({ points: limits.LECTERN_TOKEN_LIMIT, duration: windowSeconds })
  return async (response: ServerResponse, address: Address | null): Promise<boolean> => {
    const client = networkOf(currentRequest()?.ip ?? '')
    if (address?.kind !== 'graphql') {
      const retryAfterSeconds = await secondsToWait(files, client)
      if (retryAfterSeconds !== null) sendTooManyRequests(response, retryAfterSeconds)
      return retryAfterSeconds !== null
    }
    const token = tokenOf(address)
    const retryAfterSeconds =
      (await secondsToWait(queries, client)) ?? (token === undefined ? null : await secondsToWait(tokens, token))
    if (retryAfterSeconds !== null) sendRateLimited(response, retryAfterSeconds)
    return retryAfterSeconds !== null
  }
}

const tokenOf = (address: { token?: string; viewer?: string }) => address.token ?? address.viewer

/** Returns the number of seconds to wait, or null if the limit is not reached. */
async function secondsToWait(limiter: RateLimiterMemory, key: string): Promise<number | null> {
  try {
    await limiter.consume(key)
    return null
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000))
    throw error
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
