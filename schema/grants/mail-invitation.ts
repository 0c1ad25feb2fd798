import type { Invitation } from '@lectern/domain/database'
import type { Context } from '../context.ts'

/** An invitation with its link. `mailed`: whether the mail server accepted a mail with it. */
export type CreatedInvitation = { invitation: Invitation; url: string; mailed: boolean }

/** Mails the link of an invitation. Returns false if no mail server is configured, or if it did not accept the mail. */
export async function mailInvitation(
  { services, by }: Context,
  { email, name }: Invitation,
  url: string,
): Promise<boolean> {
  return (await services.mailer?.sendInvitation({ to: email, name, invitedBy: by.actor.name, url })) ?? false
}
