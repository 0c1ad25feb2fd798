import type { Actor } from '../audit/actor.ts'
import type { Tx } from '../database.ts'
import { isPermitted, type Permission, type Scope } from './permissions.ts'

/**
 * May whoever asked for something long ago still do it? Lectern itself may; people and tokens by their grants of this moment, and only while
 * they are let in at all.
 */
export async function isStillPermitted(tx: Tx, actor: Actor, permission: Permission, scope: Scope): Promise<boolean> {
  if (actor.kind === 'SYSTEM') return true
  const granteeFilter = actor.tokenId
    ? {
        tokenId: actor.tokenId,
        token: { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
      }
    : { userId: actor.userId, user: { active: true } }
  const rights = await tx.grant.findMany({ where: granteeFilter })
  return isPermitted({ actor, rights }, permission, scope)
}
