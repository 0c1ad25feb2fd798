import type { Actor } from '../audit/actor.ts'
import { Prisma, type Tx } from '../database.ts'
import { isPermitted, type Permission, type Right, type Scope } from './permissions.ts'
import { tokenRights } from './token-rights.ts'

/**
 * Checks whether the actor of an earlier request still has the permission. Lectern itself always has it. People and
 * tokens need a current grant; deactivated people and revoked or expired tokens have none.
 */
export async function isStillPermitted(tx: Tx, actor: Actor, permission: Permission, scope: Scope): Promise<boolean> {
  if (actor.kind === 'SYSTEM') return true
  return isPermitted({ actor, rights: await currentRights(tx, actor) }, permission, scope)
}

/** Returns the rights that a person or token has now. Deactivated people and revoked or expired tokens have none. */
export async function currentRights(tx: Tx, { userId, tokenId }: Actor): Promise<readonly Right[]> {
  if (tokenId) return (await tokenRights(tx, Prisma.sql`id = ${tokenId}::uuid`))?.rights ?? []
  return tx.grant.findMany({ where: { userId, user: { active: true } } })
}
