import type { Caller } from '@lectern/domain/access/permissions'
import { ClientError } from '@lectern/domain/errors'
import { tooManyRequestsMessage } from '../api-error.ts'
import type { Configuration } from '../configuration.ts'
import { createRateLimiter, networkOf } from '../rate-limiter.ts'
import { currentRequest } from '../request.ts'

type Limits = Pick<Configuration, 'LECTERN_API_LIMIT' | 'LECTERN_CALLER_LIMIT'>

/** Limits the operations of the whole API. Both throw a `TooManyRequestsError`. */
export type ApiLimits = {
  /** Counts an operation by the address of the current request. Cheap, so it comes before the credentials are checked. */
  countAddress(): Promise<void>
  /** Counts an operation by its API token or person. */
  countCaller(caller: Caller): Promise<void>
}

/** Opens the limits of the admin's origin. Each process counts separately. */
export function openApiLimits(limits: Limits): ApiLimits {
  const addresses = createRateLimiter(limits.LECTERN_API_LIMIT)
  const callers = createRateLimiter(limits.LECTERN_CALLER_LIMIT)
  const check = (secondsToWait: number | null) => {
    if (secondsToWait !== null) throw new TooManyRequestsError(secondsToWait)
  }
  return {
    countAddress: async () => check(await addresses(networkOf(currentRequest()?.ip ?? ''))),
    countCaller: async ({ actor }) => check(await callers(actor.tokenId ?? actor.userId ?? '')),
  }
}

/** An address or a caller exceeded its limit. */
export class TooManyRequestsError extends ClientError {
  constructor(retryAfterSeconds: number) {
    super('RATE_LIMITED', tooManyRequestsMessage, { retryAfterSeconds })
  }
}
