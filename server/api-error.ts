import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { currentRequest } from './request.ts'

/** An error that ends a request before the API reads it, as in the contract. */
export type ApiError = {
  message: string
  code:
    | 'BAD_REQUEST'
    | 'CONFLICT'
    | 'FORBIDDEN'
    | 'INVALID_INPUT'
    | 'NOT_FOUND'
    | 'RATE_LIMITED'
    | 'REAUTHENTICATE'
    | 'UNAUTHENTICATED'
    | 'UNAVAILABLE'
  field?: string
  retryAfterSeconds?: number
}

/** Sends an error in the format of the API's errors. It is not cached. */
export function sendApiError(
  response: ServerResponse,
  status: number,
  { message, ...extensions }: ApiError,
  headers: OutgoingHttpHeaders = {},
): void {
  const body = { errors: [{ message, extensions: { ...extensions, requestId: currentRequest()?.id } }] }
  const type = { 'content-type': 'application/json; charset=utf-8', 'x-content-type-options': 'nosniff' }
  response.writeHead(status, { ...type, 'cache-control': 'no-store', ...headers }).end(JSON.stringify(body))
}

/** The message of every request that exceeds a limit. */
export const tooManyRequestsMessage = 'Too many requests. Wait a few seconds, then try again.'

/** Sends a 429 with the number of seconds after which to try again. */
export function sendRateLimited(response: ServerResponse, retryAfterSeconds: number): void {
  const headers = { 'retry-after': String(retryAfterSeconds) }
  sendApiError(response, 429, { message: tooManyRequestsMessage, code: 'RATE_LIMITED', retryAfterSeconds }, headers)
}
