import type { Actor } from '../audit/actor.ts'
import { Prisma, type Tx } from '../database.ts'
import { type Caller, isPermitted, type Permission, type Scope } from './permissions.ts'
import { tokenRights } from './token-rights.ts'

/**
 * Returns the actor of an earlier request with the rights that it has now. Null for deactivated people and for their
 * tokens, for revoked or expired tokens, and for Lectern itself.
 */
export async function currentCaller(tx: Tx, actor: Actor): Promise<Caller | null> {
  if (actor.tokenId) {
    const token = await tokenRights(tx, Prisma.sql`id = ${actor.tokenId}::uuid`)
    return token && { actor, rights: token.rights }
  }
  if (!actor.userId) return null
  const person = await tx.user.findUnique({ where: { id: actor.userId, active: true }, include: { grants: true } })
  return person && { actor, rights: person.grants }
}

/**
 * Checks whether the actor of an earlier request still has the permission. Lectern itself always has it. People and
 * tokens need a current grant; deactivated people and revoked or expired tokens have none.
 */
export async function isStillPermitted(tx: Tx, actor: Actor, permission: Permission, scope: Scope): Promise<boolean> {
  return actor.kind === 'SYSTEM' || isPermitted(await currentCaller(tx, actor), permission, scope)
}
