import { callerBySession, callerByToken } from '@lectern/domain/access/caller'
import type { Database } from '@lectern/domain/database'
import { ClientError, unauthenticated } from '@lectern/domain/errors'
import type { Caller } from '@lectern/domain/access/permissions'
import { sessionToken } from './session-cookie.ts'

/** What a request shows to say who it is from. `origin`: of the page that sends it; browsers always name it, and nothing else must. */
export type Credentials = { authorization?: string; cookie?: string; origin?: string }

/** Finds out who asks. */
export type ResolveCaller = (credentials: Credentials) => Promise<Caller | null>

/**
 * Who asks, in one query: by an API token, or by a session, which counts only for the admin's own pages (a page of another origin cannot
 * use it). Null when neither is shown; UNAUTHENTICATED (401) for a token that is unknown, expired or revoked.
 */
export function createCallerResolver(database: Database, secret: string, adminOrigin: string): ResolveCaller {
  return async ({ authorization, cookie, origin }) => {
    if (authorization !== undefined) {
      const secret = /^Bearer\s+(lect_\S+)$/i.exec(authorization)?.[1]
      const caller = secret ? await callerByToken(database, secret) : null
      if (!caller) throw invalidTokenError()
      return caller
    }
    if (origin !== undefined && origin !== adminOrigin) return null
    const token = sessionToken(cookie, secret)
    return token === null ? null : callerBySession(database, token)
  }
}

function invalidTokenError(): ClientError {
  const { message, extensions } = unauthenticated()
  const error = new ClientError(String(extensions.code), message)
  Object.assign(error.extensions, { http: { status: 401, headers: { 'www-authenticate': 'Bearer' } } })
  return error
}
