import type { ServerResponse } from 'node:http'
import type { Address } from '@lectern/domain/playback/content-address'
import { sendRateLimited } from '../api-error.ts'
import type { Configuration } from '../configuration.ts'
import { createRateLimiter, networkOf } from '../rate-limiter.ts'
import { currentRequest } from '../request.ts'
import { sendTooManyRequests } from './send/error-pages.ts'

type Limits = Pick<Configuration, 'LECTERN_FILES_LIMIT' | 'LECTERN_GRAPHQL_LIMIT' | 'LECTERN_TOKEN_LIMIT'>

/**
 * Limits requests by client address, and API requests by path token too. Each process counts separately. The returned
 * function answers requests over the limit and returns whether it did. Invalid addresses count as files.
 */
export function openRateLimits(limits: Limits) {
  const files = createRateLimiter(limits.LECTERN_FILES_LIMIT)
  const queries = createRateLimiter(limits.LECTERN_GRAPHQL_LIMIT)
  const tokens = createRateLimiter(limits.LECTERN_TOKEN_LIMIT)
  return async (response: ServerResponse, address: Address | null): Promise<boolean> => {
    const client = networkOf(currentRequest()?.ip ?? '')
    if (address?.kind !== 'graphql') {
      const retryAfterSeconds = await files(client)
      if (retryAfterSeconds !== null) sendTooManyRequests(response, retryAfterSeconds)
      return retryAfterSeconds !== null
    }
    const token = tokenOf(address)
    const retryAfterSeconds = (await queries(client)) ?? (token === undefined ? null : await tokens(token))
    if (retryAfterSeconds !== null) sendRateLimited(response, retryAfterSeconds)
    return retryAfterSeconds !== null
  }
}

const tokenOf = (address: { token?: string; viewer?: string }) => address.token ?? address.viewer
