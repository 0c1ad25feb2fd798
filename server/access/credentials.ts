import type { IncomingHttpHeaders } from 'node:http'
import type { Credentials } from './caller.ts'

/**
 * Returns the credentials of a GraphQL operation. A cookie counts only with the admin's origin, which browsers send with
 * every POST and pages of other origins cannot forge.
 */
export const operationCredentials = (
  { authorization, cookie, origin }: IncomingHttpHeaders,
  adminOrigin: string,
): Credentials => (origin === adminOrigin ? { authorization, cookie, origin } : { authorization })

/**
 * Returns the credentials of a GET for a page or a file. A cookie counts only if the browser says that the person opened
 * the address, or that a page of the admin asked for it.
 */
export function navigationCredentials({ authorization, cookie, ...headers }: IncomingHttpHeaders): Credentials {
  const site = headers['sec-fetch-site']
  return site === 'same-origin' || site === 'none' ? { authorization, cookie } : { authorization }
}
