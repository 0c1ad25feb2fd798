import type { Actor } from '../actor.ts'
import type { Tx } from '../database.ts'
import { may, type Permission, type Place } from '../permissions.ts'

/**
 * May whoever asked for something long ago still do it? Lectern itself may; people and tokens by their grants of this moment, and only while
 * they are let in at all.
 */
export async function stillMay(tx: Tx, actor: Actor, permission: Permission, place: Place): Promise<boolean> {
  if (actor.kind === 'SYSTEM') return true
  const who = actor.tokenId
    ? {
        tokenId: actor.tokenId,
        token: { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
      }
    : { userId: actor.userId, user: { active: true } }
  const rights = await tx.grant.findMany({ where: who })
  return may({ actor, rights }, permission, place)
}
