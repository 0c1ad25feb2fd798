import { isPermitted } from '@lectern/domain/access/permissions'
import type { Invitation } from '@lectern/domain/database'
import { notFound } from '@lectern/domain/errors'
import { isUuid } from '@lectern/domain/uuid'
import { requireCaller, requirePermission } from '../access/require-package.ts'
import type { Context } from '../context.ts'
import { requireOwnerFor } from './granted-role.ts'

/** The invitation with this id, which the caller may manage. `action` completes "You are not allowed to …". */
export async function requireInvitation(context: Context, id: string, action: string): Promise<Invitation> {
  const caller = requireCaller(context)
  const mayRead = isUuid(id) && isPermitted(caller, 'user.read')
  const invitation = mayRead ? await context.services.database.invitation.findUnique({ where: { id } }) : null
  if (!invitation) throw notFound('This invitation')
  requirePermission(context, action)
  requireOwnerFor(context, invitation)
  return invitation
}
