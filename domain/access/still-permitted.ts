import type { Actor } from '../audit/actor.ts'
import type { Tx } from '../database.ts'
import { isPermitted, type Permission, type Scope } from './permissions.ts'

/**
 * Checks whether the actor of an earlier request still has the permission. Lectern itself always has it. People and
 * tokens need a current grant; deactivated people and revoked or expired tokens have none.
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
