import { z } from 'zod'
import { Prisma, type Tx } from '../database.ts'
import { Role } from '../generated/prisma/enums.ts'
import { preparedRows } from '../rows.ts'
import { type AccessBasis, commonRights, type Right } from './permissions.ts'

const chainRow = z.object({
  level: z.int(),
  id: z.string(),
  name: z.string(),
  isToken: z.boolean(),
  isMadeByLectern: z.boolean(),
  expiresAt: z.date().nullable(),
  isLastUseStale: z.boolean(),
  role: z.enum(Role).nullable(),
  environmentId: z.string().nullable(),
  packageId: z.string().nullable(),
})
type ChainRow = z.infer<typeof chainRow>

type TokenRights = { id: string; name: string; rights: Right[]; basis: AccessBasis; isLastUseStale: boolean }

/**
 * Returns the rights of a token: those of its own grants that its maker has too, and the maker's maker, up to a person
 * or Lectern itself. Null when one of the tokens is unknown, expired, or revoked, or the person is deactivated.
 * @param tokenSql a condition that finds the token
 */
export async function tokenRights(tx: Tx, tokenSql: Prisma.Sql): Promise<TokenRights | null> {
  const validSql = Prisma.sql`token.revoked_at IS NULL AND (token.expires_at IS NULL OR token.expires_at > now())`
  const sql = Prisma.sql`
    WITH RECURSIVE chain AS (
      SELECT 0 AS level, token.* FROM api_token AS token WHERE ${tokenSql} AND ${validSql}
      UNION ALL
      SELECT chain.level + 1, token.* FROM chain JOIN api_token AS token ON token.id = (chain.created_by->>'tokenId')::uuid
      WHERE ${validSql}
    ), holder AS (
      SELECT level, id AS token_id, NULL AS user_id, name, created_by->>'kind' = 'SYSTEM' AS is_made_by_lectern, expires_at,
        last_used_at IS NULL OR last_used_at < now() - interval '1 minute' AS is_last_use_stale FROM chain
      UNION ALL
      SELECT chain.level + 1, NULL, person.id, person.name, false, NULL, false
      FROM chain JOIN "user" AS person ON person.id = chain.created_by->>'userId' AND person.active
    )
    SELECT holder.level, coalesce(holder.token_id::text, holder.user_id) AS id, holder.name, holder.token_id IS NOT NULL AS "isToken",
      holder.is_made_by_lectern AS "isMadeByLectern", holder.expires_at AS "expiresAt", holder.is_last_use_stale AS "isLastUseStale",
      "grant".role, "grant".environment_id::text AS "environmentId", "grant".package_id::text AS "packageId"
    FROM holder LEFT JOIN "grant" ON "grant".token_id = holder.token_id OR "grant".user_id = holder.user_id
    ORDER BY holder.level`
  const found = await preparedRows(tx, chainRow, sql)
  const [token, maker] = [found[0], found.at(-1)]
  if (!token || !maker || (maker.isToken && !maker.isMadeByLectern)) return null
  const levels = [...Map.groupBy(found, ({ level }) => level).values()]
  const expiries = found.flatMap(({ expiresAt }) => expiresAt ?? [])
  return {
    id: token.id,
    name: token.name,
    rights: levels.map(rightsOf).reduce(commonRights),
    basis: {
      holders: levels.map(([holder]) => `${holder!.isToken ? 'token' : 'user'}:${holder!.id}`),
      expiresAt: expiries.length > 0 ? new Date(Math.min(...expiries.map(Number))) : null,
    },
    isLastUseStale: token.isLastUseStale,
  }
}

const rightsOf = (found: ChainRow[]): Right[] =>
  found.flatMap(({ role, environmentId, packageId }) => (role === null ? [] : [{ role, environmentId, packageId }]))
