import { callerBySession, callerByToken } from '@lectern/domain/access/caller'
import { recordPersonSeen, recordTokenUse } from '@lectern/domain/access/last-use'
import type { Caller } from '@lectern/domain/access/permissions'
import { isTokenSecret } from '@lectern/domain/access/token-secret'
import type { Database } from '@lectern/domain/database'
import { ClientError, unauthenticated } from '@lectern/domain/errors'
import type { RecordRefusal } from './refusals.ts'
import { sessionToken } from './session-cookie.ts'

/**
 * The credentials of a request. `origin` is that of the sending page. Browsers always send it; other clients need not.
 */
export type Credentials = { authorization?: string; cookie?: string; origin?: string }

/** Finds the caller of a request. Returns null if there are no credentials. */
export type ResolveCaller = (credentials: Credentials) => Promise<Caller | null>

/**
 * Creates a function that finds the caller by API token or session in one query, and records the use at most once a
 * minute. Sessions are valid only for the admin's own pages, so that pages of other origins cannot use them. Returns
 * null without credentials. Throws UNAUTHENTICATED (401) if the token is unknown, expired, or revoked.
 */
export function createCallerResolver(
  database: Database,
  secret: string,
  adminOrigin: string,
  recordRefusal: RecordRefusal,
): ResolveCaller {
  return async ({ authorization, cookie, origin }) => {
    if (authorization !== undefined) {
      const secret = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1] ?? ''
      // A wrong checksum costs no query.
      const caller = isTokenSecret(secret) ? await callerOfToken(database, secret) : null
      if (!caller) {
        await recordRefusal({ what: 'TOKEN', reason: 'it is unknown, expired, or revoked' })
        throw new InvalidTokenError()
      }
      return caller
    }
    if (origin !== undefined && origin !== adminOrigin) return null
    const token = sessionToken(cookie, secret)
    return token === null ? null : callerOfSession(database, token)
  }
}

async function callerOfToken(database: Database, secret: string): Promise<Caller | null> {
  const found = await callerByToken(database, secret)
  if (!found) return null
  if (!found.isLastUseStale) return found.caller
  await recordTokenUse(database, found.caller.actor.tokenId!)
  return (await callerByToken(database, secret))?.caller ?? null
}

async function callerOfSession(database: Database, token: string): Promise<Caller | null> {
  const found = await callerBySession(database, token)
  if (!found) return null
  if (!found.isLastUseStale) return found.caller
  // Waits for a change of the person that is going on. The caller is what it is after that.
  await recordPersonSeen(database, found.caller.actor.userId!, found.caller.sessionId!)
  return (await callerBySession(database, token))?.caller ?? null
}

/** The API token is unknown, expired, or revoked. */
export class InvalidTokenError extends ClientError {
  constructor() {
    const { code, message } = unauthenticated()
    super(code, message)
  }
}
