import type { IncomingMessage } from 'node:http'

/** Why a request to `/graphql` is refused before the API reads it. `allow`: the methods that it could use. */
export type Refusal = { status: 405 | 415; message: string; allow?: string }

const allowedMethods = 'GET, POST'

/**
 * Checks the method and the content type of a request to the admin's `/graphql`. Other pages can send forms and plain
 * text with a person's cookie, and make a browser open any address: so operations are JSON by POST. A GET requires an API
 * token, which no browser adds by itself. Returns null if the request is allowed.
 */
export function refuseRequest({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): Refusal | null {
  if (method === 'POST') {
    const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
    if (mediaType === 'application/json') return null
    return { status: 415, message: 'Send the operation as JSON, with the header Content-Type: application/json.' }
  }
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, message: 'Send operations by POST.', allow: allowedMethods }
  if (headers.authorization !== undefined) return null
  return { status: 405, message: 'Without an API token, send operations by POST.', allow: 'POST' }
}

/** Checks whether a browser opens the address, rather than a program that wants the result of an operation. */
export const isPageRequest = ({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): boolean =>
  (method === 'GET' || method === 'HEAD') && /(?:^|[\s,])text\/html\b/i.test(headers.accept ?? '')
