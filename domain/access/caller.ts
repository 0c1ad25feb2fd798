import type { Database } from '../database.ts'
import type { Caller, Right, Role } from './permissions.ts'
import { hashSecret } from './secret-hash.ts'

type CallerRow = { id: string; name: string; stale: boolean } & { [key in keyof Right]: Right[key] | null }

/** The caller that an API token stands for, by the token's secret (`lect_…`); null when it is unknown, expired, or revoked. */
export async function callerByToken(database: Database, secret: string): Promise<Caller | null> {
  const rows = await database.$queryRaw<CallerRow[]>`
    SELECT token.id::text, token.name, "grant".role, "grant".environment_id AS "environmentId", "grant".package_id AS "packageId",
      token.last_used_at IS NULL OR token.last_used_at < now() - interval '1 minute' AS stale
    FROM api_token AS token LEFT JOIN "grant" ON "grant".token_id = token.id
    WHERE token.secret_hash = ${hashSecret(secret)} AND token.revoked_at IS NULL
      AND (token.expires_at IS NULL OR token.expires_at > now())`
  const [token] = rows
  if (!token) return null
  if (token.stale) await markTokenUsed(database, token.id)
  return { actor: { kind: 'TOKEN', name: token.name, tokenId: token.id }, rights: rightsOf(rows) }
}

/** The person whose session has this token; null when it is unknown or over, or the person is deactivated. */
export async function callerBySession(database: Database, token: string): Promise<Caller | null> {
  const rows = await database.$queryRaw<CallerRow[]>`
    SELECT person.id, person.name, "grant".role, "grant".environment_id AS "environmentId", "grant".package_id AS "packageId",
      person.last_seen_at IS NULL OR person.last_seen_at < now() - interval '1 minute' AS stale
    FROM session JOIN "user" AS person ON person.id = session.user_id AND person.active LEFT JOIN "grant" ON "grant".user_id = person.id
    WHERE session.token = ${token} AND session.expires_at > now()`
  const [person] = rows
  if (!person) return null
  if (person.stale) await markUserSeen(database, person.id)
  return { actor: { kind: 'USER', name: person.name, userId: person.id }, rights: rightsOf(rows) }
}

/** Records the last use, at most once a minute: the callers above ask only when the row is stale. */
async function markTokenUsed(database: Database, id: string): Promise<void> {
  await database.$executeRaw`UPDATE api_token SET last_used_at = now() WHERE id = ${id}::uuid`
}

async function markUserSeen(database: Database, id: string): Promise<void> {
  await database.$executeRaw`UPDATE "user" SET last_seen_at = now() WHERE id = ${id}`
}

function rightsOf(rows: CallerRow[]): Right[] {
  return rows.flatMap(({ role, environmentId, packageId }) =>
    role === null ? [] : [{ role: role as Role, environmentId, packageId }],
  )
}
