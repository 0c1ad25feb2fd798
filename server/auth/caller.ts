import { hashSecret } from '@lectern/schema/changes/preview-link'
import type { Database } from '@lectern/schema/database'
import { ClientError, unauthenticated } from '@lectern/schema/errors'
import type { Caller, Right, Role } from '@lectern/schema/permissions'
import { sessionToken } from './session-cookie.ts'

/** What a request shows to say who it is from. `origin`: of the page that sends it; browsers always name it, and nothing else must. */
export type Credentials = { authorization?: string; cookie?: string; origin?: string }

type Row = { id: string; name: string; stale: boolean } & { [key in keyof Right]: Right[key] | null }

/** Finds out who asks. */
export type ResolveCaller = (credentials: Credentials) => Promise<Caller | null>

/**
 * Who asks, in one query: by an API token, or by a session, which counts only for the admin's own pages (a page of another origin cannot
 * use it). Null when neither is shown; UNAUTHENTICATED (401) for a token that is unknown, expired or revoked.
 */
export function createCallerResolver(database: Database, secret: string, adminOrigin: string): ResolveCaller {
  return async ({ authorization, cookie, origin }) => {
    if (authorization !== undefined) return callerByToken(database, authorization)
    if (origin !== undefined && origin !== adminOrigin) return null
    const token = sessionToken(cookie, secret)
    return token === null ? null : callerBySession(database, token)
  }
}

async function callerByToken(database: Database, authorization: string): Promise<Caller> {
  const secret = /^Bearer\s+(lect_\S+)$/i.exec(authorization)?.[1]
  const rows = secret
    ? await database.$queryRaw<Row[]>`
        SELECT token.id::text, token.name, "grant".role, "grant".environment_id AS "environmentId", "grant".package_id AS "packageId",
          token.last_used_at IS NULL OR token.last_used_at < now() - interval '1 minute' AS stale
        FROM api_token AS token LEFT JOIN "grant" ON "grant".token_id = token.id
        WHERE token.secret_hash = ${hashSecret(secret)} AND token.revoked_at IS NULL
          AND (token.expires_at IS NULL OR token.expires_at > now())`
    : []
  const [token] = rows
  if (!token) throw invalidTokenError()
  if (token.stale) await database.$executeRaw`UPDATE api_token SET last_used_at = now() WHERE id = ${token.id}::uuid`
  return { actor: { kind: 'TOKEN', name: token.name, tokenId: token.id }, rights: rightsOf(rows) }
}

async function callerBySession(database: Database, token: string): Promise<Caller | null> {
  const rows = await database.$queryRaw<Row[]>`
    SELECT person.id, person.name, "grant".role, "grant".environment_id AS "environmentId", "grant".package_id AS "packageId",
      person.last_seen_at IS NULL OR person.last_seen_at < now() - interval '1 minute' AS stale
    FROM session JOIN "user" AS person ON person.id = session.user_id AND person.active LEFT JOIN "grant" ON "grant".user_id = person.id
    WHERE session.token = ${token} AND session.expires_at > now()`
  const [person] = rows
  if (!person) return null
  if (person.stale) await database.$executeRaw`UPDATE "user" SET last_seen_at = now() WHERE id = ${person.id}`
  return { actor: { kind: 'USER', name: person.name, userId: person.id }, rights: rightsOf(rows) }
}

function rightsOf(rows: Row[]): Right[] {
  return rows.flatMap(({ role, environmentId, packageId }) =>
    role === null ? [] : [{ role: role as Role, environmentId, packageId }],
  )
}

function invalidTokenError(): ClientError {
  const { message, extensions } = unauthenticated()
  const error = new ClientError(String(extensions.code), message)
  Object.assign(error.extensions, { http: { status: 401, headers: { 'www-authenticate': 'Bearer' } } })
  return error
}
