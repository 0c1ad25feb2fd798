import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { currentRequest } from '../../request.ts'

/** An error that ends a request before the API reads it, as in the contract. */
type ApiError = { message: string; code: 'RATE_LIMITED' | 'NOT_FOUND' | 'FORBIDDEN'; retryAfterSeconds?: number }

/** Sends an error in the format of the API's errors. It is not cached. */
function sendApiError(
  response: ServerResponse,
  status: number,
  { message, ...extensions }: ApiError,
  headers: OutgoingHttpHeaders = {},
): void {
  const body = { errors: [{ message, extensions: { ...extensions, requestId: currentRequest()?.id } }] }
  const type = { 'content-type': 'application/json; charset=utf-8', 'x-content-type-options': 'nosniff' }
  response.writeHead(status, { ...type, 'cache-control': 'no-store', ...headers }).end(JSON.stringify(body))
}

/** Sends a 429 with the number of seconds after which to try again. */
export function sendRateLimited(response: ServerResponse, retryAfterSeconds: number): void {
  const message = 'Too many requests. Wait a few seconds, then try again.'
  const headers = { 'retry-after': String(retryAfterSeconds) }
  sendApiError(response, 429, { message, code: 'RATE_LIMITED', retryAfterSeconds }, headers)
}

/**
 * Sends that a preview link permits nothing: it ended or does not exist. The player thus distinguishes this from a
 * network that is unavailable.
 */
export const sendPreviewEnded = (response: ServerResponse): void =>
  sendApiError(response, 404, {
    message: 'This preview link no longer works. Ask the person who gave it to you for a new one.',
    code: 'NOT_FOUND',
  })

/** Sends that a viewer token permits nothing: it expired, was revoked, or does not exist. */
export const sendViewerEnded = (response: ServerResponse): void =>
  sendApiError(response, 403, {
    message: 'Your link is no longer valid. Open the lesson again from your school’s website.',
    code: 'FORBIDDEN',
  })
