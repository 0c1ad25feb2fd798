import type { Actor } from '../audit/actor.ts'
import type { Database } from '../database.ts'
import type { Caller } from './permissions.ts'

/**
 * Returns the actor of an earlier request with the rights that it has now. Null for deactivated people, and for revoked
 * or expired tokens.
 */
export async function currentCaller(database: Database, actor: Actor): Promise<Caller | null> {
  if (actor.tokenId) {
    const where = { id: actor.tokenId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] }
    const token = await database.apiToken.findFirst({ where, include: { grants: true } })
    return token && { actor, rights: token.grants }
  }
  if (!actor.userId) return null
  const person = await database.user.findFirst({
    where: { id: actor.userId, active: true },
    include: { grants: true },
  })
  return person && { actor, rights: person.grants }
}
