import { revokeInvitation as revoke } from '@lectern/domain/access/invitations'
import { change } from '@lectern/domain/audit/change'
import type { Invitation } from '@lectern/domain/database'
import type { Context } from '../context.ts'
import { requireInvitation } from './require-invitation.ts'

/** Takes an invitation back. */
export async function revokeInvitation(context: Context, id: string): Promise<Invitation> {
  await requireInvitation(context, id, 'take this invitation back')
  return change(context.services.database, context.by, tx => revoke(tx, id))
}
