import { resendInvitation as resend } from '@lectern/domain/access/invitations'
import { change } from '@lectern/domain/audit/change'
import { requireRecentSignIn } from '../access/require-recent-sign-in.ts'
import type { Context } from '../context.ts'
import { type CreatedInvitation, mailInvitation } from './mail-invitation.ts'
import { requireInvitation } from './require-invitation.ts'

/** Makes a new link for an invitation. The link before it stops working. */
export async function resendInvitation(context: Context, id: string): Promise<CreatedInvitation> {
  const { services, by } = context
  const { email, role } = await requireInvitation(context, id, 'send this invitation again')
  // The new link makes an owner as much as the invitation did.
  if (role === 'OWNER') requireRecentSignIn(context)
  const { url, ...link } = await services.createInvitationLink(email)
  const invitation = await change(services.database, by, tx => resend(tx, id, link))
  return { invitation, url, mailed: await mailInvitation(context, invitation, url) }
}
