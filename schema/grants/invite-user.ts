import { inviteUser as invite, toEmail } from '@lectern/domain/access/invitations'
import { change } from '@lectern/domain/audit/change'
import type { Invitation } from '@lectern/domain/database'
import { invalidInput } from '@lectern/domain/errors'
import { requireCaller, requirePermission } from '../access/require-package.ts'
import type { Context } from '../context.ts'
import { type RoleInput, toGrantedRole } from './granted-role.ts'

type InviteInput = RoleInput & { email: string; name: string }

/** Invites a person. Returns the link, which nothing keeps. */
export async function inviteUser(
  context: Context,
  input: InviteInput,
): Promise<{ invitation: Invitation; url: string }> {
  const { services, by } = context
  requireCaller(context)
  const role = await toGrantedRole(context, input)
  requirePermission(context, 'invite people')
  const email = toEmail(input.email)
  const name = input.name.trim()
  if (!name) throw invalidInput('input.name', "The name is empty. Enter the person's name.")
  const { url, ...link } = await services.createInvitationLink(email)
  const invitation = await change(services.database, by, tx => invite(tx, by, { ...role, email, name }, link))
  return { invitation, url }
}
