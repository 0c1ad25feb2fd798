import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { Role } from '../generated/prisma/enums.ts'
import { rows } from '../rows.ts'
import type { Caller, Right } from './permissions.ts'
import { hashSecret } from './secret-hash.ts'

const callerRow = z.object({
  id: z.string(),
  name: z.string(),
  isLastUseStale: z.boolean(),
  role: z.enum(Role).nullable(),
  environmentId: z.string().nullable(),
  packageId: z.string().nullable(),
})
type CallerRow = z.infer<typeof callerRow>

/** A caller. `isLastUseStale`: the recorded last use is missing or over a minute old, so this one should be recorded. */
export type FoundCaller = { caller: Caller; isLastUseStale: boolean }

/** Finds the caller by an API token's secret (`lect_…`). Null when the token is unknown, expired, or revoked. */
export async function callerByToken(database: Database, secret: string): Promise<FoundCaller | null> {
  const sql = Prisma.sql`
    SELECT token.id::text, token.name, "grant".role, "grant".environment_id AS "environmentId", "grant".package_id AS "packageId",
      token.last_used_at IS NULL OR token.last_used_at < now() - interval '1 minute' AS "isLastUseStale"
    FROM api_token AS token LEFT JOIN "grant" ON "grant".token_id = token.id
    WHERE token.secret_hash = ${hashSecret(secret)} AND token.revoked_at IS NULL
      AND (token.expires_at IS NULL OR token.expires_at > now())`
  const found = await rows(database, callerRow, sql)
  const [token] = found
  if (!token) return null
  const caller: Caller = { actor: { kind: 'TOKEN', name: token.name, tokenId: token.id }, rights: rightsOf(found) }
  return { caller, isLastUseStale: token.isLastUseStale }
}

/** Finds the person by a session's token. Null when it is unknown or expired, or the person is deactivated. */
export async function callerBySession(database: Database, token: string): Promise<FoundCaller | null> {
  const sql = Prisma.sql`
    SELECT person.id, person.name, "grant".role, "grant".environment_id AS "environmentId", "grant".package_id AS "packageId",
      person.last_seen_at IS NULL OR person.last_seen_at < now() - interval '1 minute' AS "isLastUseStale"
    FROM session JOIN "user" AS person ON person.id = session.user_id AND person.active LEFT JOIN "grant" ON "grant".user_id = person.id
    WHERE session.token = ${token} AND session.expires_at > now()`
  const found = await rows(database, callerRow, sql)
  const [person] = found
  if (!person) return null
  const caller: Caller = { actor: { kind: 'USER', name: person.name, userId: person.id }, rights: rightsOf(found) }
  return { caller, isLastUseStale: person.isLastUseStale }
}

function rightsOf(found: CallerRow[]): Right[] {
  return found.flatMap(({ role, environmentId, packageId }) =>
    role === null ? [] : [{ role, environmentId, packageId }],
  )
}
