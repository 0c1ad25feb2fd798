import { resendInvitation as resend } from '@lectern/domain/access/invitations'
import { change } from '@lectern/domain/audit/change'
import type { Context } from '../context.ts'
import { type CreatedInvitation, mailInvitation } from './mail-invitation.ts'
import { requireInvitation } from './require-invitation.ts'

/** Makes a new link for an invitation. The link before it stops working. */
export async function resendInvitation(context: Context, id: string): Promise<CreatedInvitation> {
  const { services, by } = context
  const { email } = await requireInvitation(context, id, 'send this invitation again')
  const { url, ...link } = await services.createInvitationLink(email)
  const invitation = await change(services.database, by, tx => resend(tx, id, link))
  return { invitation, url, mailed: await mailInvitation(context, invitation, url) }
}
