import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { Role } from '../generated/prisma/enums.ts'
import { preparedRows } from '../rows.ts'
import type { Caller, Right } from './permissions.ts'
import { hashSecret } from './secret-hash.ts'
import { tokenRights } from './token-rights.ts'

const personRow = z.object({
  id: z.string(),
  name: z.string(),
  sessionId: z.string(),
  expiresAt: z.date(),
  authenticatedAt: z.date(),
  hasSecondFactor: z.boolean(),
  demandingRoles: z.array(z.enum(Role)),
  demandingEnvironmentIds: z.array(z.string()),
  isLastUseStale: z.boolean(),
  role: z.enum(Role).nullable(),
  environmentId: z.string().nullable(),
  packageId: z.string().nullable(),
})

/** A caller. `isLastUseStale`: the recorded last use is missing or over a minute old, so this one should be recorded. */
export type FoundCaller = { caller: Caller; isLastUseStale: boolean }

/**
 * Finds the caller by an API token's secret (`lect_…`). Null when the token is unknown, expired, or revoked, and when its
 * maker is deactivated. Its rights are those that its maker has too.
 */
export async function callerByToken(database: Database, secret: string): Promise<FoundCaller | null> {
  const found = await tokenRights(database, Prisma.sql`secret_hash = ${hashSecret(secret)}`)
  if (!found) return null
  const { id, name, rights, basis, isLastUseStale } = found
  return { caller: { actor: { kind: 'TOKEN', name, tokenId: id }, rights, basis }, isLastUseStale }
}

/** Finds the person by a session's token. Null when it is unknown or expired, or the person is deactivated. */
export async function callerBySession(database: Database, token: string): Promise<FoundCaller | null> {
  const sql = Prisma.sql`
    SELECT person.id, person.name, session.id AS "sessionId", session.expires_at AS "expiresAt",
      session.authenticated_at AS "authenticatedAt", session.second_factor = 'PROVED' AS "hasSecondFactor",
      ARRAY(SELECT role::text FROM role_settings WHERE requires_second_factor) AS "demandingRoles",
      ARRAY(SELECT id::text FROM environment WHERE requires_second_factor AND deleted_at IS NULL) AS "demandingEnvironmentIds",
      "grant".role, "grant".environment_id::text AS "environmentId", "grant".package_id::text AS "packageId",
      session.last_seen_at IS NULL OR session.last_seen_at < now() - interval '1 minute' AS "isLastUseStale"
    FROM session JOIN "user" AS person ON person.id = session.user_id AND person.active LEFT JOIN "grant" ON "grant".user_id = person.id
    WHERE session.token = ${token} AND session.expires_at > now() AND session.second_factor <> 'AWAITED'`
  const found = await preparedRows(database, personRow, sql)
  const [person] = found
  if (!person) return null
  const rights = found.flatMap(({ role, environmentId, packageId }): Right[] =>
    role === null ? [] : [{ role, environmentId, packageId }],
  )
  const { id, name, sessionId, authenticatedAt, expiresAt, isLastUseStale } = person
  const { demandingRoles: roles, demandingEnvironmentIds: environmentIds } = person
  const secondFactorDemands = person.hasSecondFactor ? undefined : { roles, environmentIds }
  const basis = { holders: [`user:${id}`], expiresAt }
  const session = { sessionId, authenticatedAt, secondFactorDemands }
  return { caller: { actor: { kind: 'USER', name, userId: id }, rights, ...session, basis }, isLastUseStale }
}
