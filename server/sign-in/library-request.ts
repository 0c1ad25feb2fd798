import type { IncomingMessage } from 'node:http'
import { currentRequest } from '../request.ts'

/** The path of the sign-in library on the admin's origin. */
export const libraryPath = '/api/auth'

type LibraryRequest = { path: string; method: 'GET' | 'POST'; query?: Record<string, string>; body?: object }

/**
 * Builds the request for the sign-in library that has the cookies and the browser of `message`. The library counts
 * requests by the address in `x-peer-ip`; without it, all would share one limit.
 */
export function libraryRequest(
  adminOrigin: string,
  { headers }: IncomingMessage,
  { path, method, query = {}, body }: LibraryRequest,
): Request {
  const url = new URL(`${libraryPath}${path}`, adminOrigin)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const passed = {
    origin: adminOrigin,
    'x-peer-ip': currentRequest()?.ip,
    cookie: headers.cookie,
    'user-agent': headers['user-agent']?.slice(0, 500),
    ...(body && { 'content-type': 'application/json' }),
  }
  const present = Object.entries(passed).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return new Request(url, { method, headers: present, ...(body && { body: JSON.stringify(body) }) })
}

/** Whether a `Set-Cookie` of the library sets a session, rather than clearing it. */
export const isSessionCookie = (cookie: string): boolean =>
  /^(?:__Secure-)?lectern\.session_token=[^;]/.test(cookie) && !/;\s*max-age=0/i.test(cookie)

/** The error code of a library's response, in its body or in the address that it redirects to. Null if it succeeded. */
export async function libraryError(response: Response): Promise<string | null> {
  const location = response.headers.get('location')
  if (response.status < 400)
    return location === null ? null : new URL(location, 'http://localhost').searchParams.get('error')
  if (response.status === 429) return 'RATE_LIMITED'
  const body: unknown = await response.json().catch(() => null)
  const { code } = (body ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : 'UNKNOWN'
}
