import { inviteUser as invite, toEmail } from '@lectern/domain/access/invitations'
import { change } from '@lectern/domain/audit/change'
import { invalidInput } from '@lectern/domain/errors'
import { requireCaller, requirePermission } from '../access/require-package.ts'
import { requireRecentSignIn } from '../access/require-recent-sign-in.ts'
import type { Context } from '../context.ts'
import { type RoleInput, toGrantedRole } from './granted-role.ts'
import { type CreatedInvitation, mailInvitation } from './mail-invitation.ts'

type InviteInput = RoleInput & { email: string; name: string }

/** Invites a person. Returns the link, which nothing keeps, and mails it where a mail server is configured. */
export async function inviteUser(context: Context, input: InviteInput): Promise<CreatedInvitation> {
  const { services, by } = context
  requireCaller(context)
  const role = await toGrantedRole(context, input)
  requirePermission(context, 'invite people')
  if (role.role === 'OWNER') requireRecentSignIn(context)
  const email = toEmail(input.email)
  const name = input.name.trim()
  if (!name) throw invalidInput('input.name', "The name is empty. Enter the person's name.")
  const { url, ...link } = await services.createInvitationLink(email)
  const invitation = await change(services.database, by, tx => invite(tx, by, { ...role, email, name }, link))
  return { invitation, url, mailed: await mailInvitation(context, invitation, url) }
}
