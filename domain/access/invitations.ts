import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Action } from '../audit/actions.ts'
import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import { type Invitation, Prisma, type Tx, type User } from '../database.ts'
import { conflict, invalidInput, notFound } from '../errors.ts'
import { rows } from '../rows.ts'
import { isEmailAddress } from './email-address.ts'
import { type GrantedRole, grantRole } from './grants.ts'

/** The link of an invitation: the hash of its secret, and when it expires. */
export type InvitationLink = { hash: string; expiresAt: Date }

/** The condition for invitations that nobody accepted or took back. They may have expired. */
export const openInvitations = { acceptedAt: null, revokedAt: null } satisfies Prisma.InvitationWhereInput

/**
 * Returns an address as it is stored: trimmed, in lower case.
 * @throws ClientError INVALID_INPUT when it is not an email address.
 */
export function toEmail(text: string): string {
  const email = text.trim().toLowerCase()
  if (!isEmailAddress(email))
    throw invalidInput('input.email', 'This is not an email address. Enter one such as anna@example.org.')
  return email
}

const createdRow = z.object({ id: z.string() })

/** Invites a person. CONFLICT when the address has an account or an open invitation. */
export async function inviteUser(
  tx: Tx,
  by: Attribution,
  { email, name, role, environmentId, packageId }: GrantedRole & { email: string; name: string },
  link: InvitationLink,
): Promise<Change<Invitation>> {
  const user = await tx.user.findUnique({ where: { email } })
  if (user)
    throw conflict(
      `${email} already belongs to ${user.name}. ${user.active ? 'Grant the role instead' : 'Reactivate the account instead'}.`,
      [],
      'input.email',
    )
  // The unique index lets one of two concurrent requests through.
  const sql = Prisma.sql`
    INSERT INTO invitation (id, email, name, role, environment_id, package_id, link_hash, invited_by, expires_at)
    VALUES (${randomUUID()}::uuid, ${email}, ${name}, ${role}::role, ${environmentId}::uuid, ${packageId}::uuid, ${link.hash},
      ${JSON.stringify(by.actor)}::jsonb, ${link.expiresAt})
    ON CONFLICT (email) WHERE accepted_at IS NULL AND revoked_at IS NULL DO NOTHING RETURNING id::text`
  const [created] = await rows(tx, createdRow, sql)
  if (!created)
    throw conflict(`${email} is already invited. Send the invitation again, or take it back first.`, [], 'input.email')
  const invitation = await tx.invitation.findUniqueOrThrow({ where: { id: created.id } })
  const event = invitationEvent('user.invited', `Invited ${name} as ${role.toLowerCase()}`, invitation)
  return { result: invitation, events: [{ ...event, after: { email, name, role } }] }
}

/** Replaces the link of an open invitation. The link before it stops working. CONFLICT when it is not open. */
export async function resendInvitation(tx: Tx, id: string, link: InvitationLink): Promise<Change<Invitation>> {
  const before = await lockOpenInvitation(tx, id)
  await removeLink(tx, before)
  const invitation = await tx.invitation.update({
    where: { id },
    data: { linkHash: link.hash, expiresAt: link.expiresAt },
  })
  const event = invitationEvent('user.invitationResent', `Sent the invitation for ${before.name} again`, invitation)
  return { result: invitation, events: [event] }
}

/** Cancels an invitation: its link stops working. Does nothing if that was done before. CONFLICT if it was accepted. */
export async function revokeInvitation(tx: Tx, id: string): Promise<Change<Invitation>> {
  const before = await lockInvitation(tx, id)
  if (before.revokedAt) return { result: before }
  requireNotAccepted(before)
  await removeLink(tx, before)
  const invitation = await tx.invitation.update({ where: { id }, data: { revokedAt: new Date() } })
  const event = invitationEvent('user.invitationRevoked', `Canceled the invitation for ${before.name}`, invitation)
  return { result: invitation, events: [event] }
}

/**
 * Makes the person of the invitation with this link, or to this address that was proved in another way, with its grant.
 * Null when there is no such invitation, it has expired, or it is no longer open.
 */
export async function acceptInvitation(
  tx: Tx,
  by: { linkHash: string } | { email: string },
  request: Pick<Attribution, 'ip' | 'requestId'>,
): Promise<Change<User | null>> {
  const where = { ...by, ...openInvitations, expiresAt: { gt: new Date() } }
  const found = await tx.invitation.findFirst({ where, select: { id: true } })
  if (!found) return { result: null }
  await tx.$queryRaw`SELECT 1 FROM invitation WHERE id = ${found.id}::uuid FOR UPDATE`
  const invitation = await tx.invitation.findFirst({ where: { ...where, id: found.id } })
  if (!invitation) return { result: null }
  const { id, email, name } = invitation
  const existing = await tx.user.findUnique({ where: { email } })
  if (existing?.active === false) return { result: null }
  await tx.invitation.update({ where: { id }, data: { acceptedAt: new Date() } })
  // Opening a link that was sent to this address proves that it is theirs, so no other verification is needed.
  const user = existing ?? (await tx.user.create({ data: { id: randomUUID(), email, name, emailVerified: true } }))
  const granted = await grantRole(tx, { userId: user.id, name: user.name }, invitation)
  const attribution: Attribution = { actor: { kind: 'USER', name: user.name, userId: user.id }, ...request }
  const accepted = invitationEvent('user.invitationAccepted', `${user.name} accepted the invitation`, invitation)
  return { result: user, events: [accepted, ...(granted.events ?? [])].map(event => ({ ...event, by: attribution })) }
}

/** Deletes the one-time link that the sign-in library keeps. */
async function removeLink(tx: Tx, { linkHash }: Invitation): Promise<void> {
  await tx.verification.deleteMany({ where: { identifier: `magic-link:${linkHash}` } })
}

async function lockInvitation(tx: Tx, id: string): Promise<Invitation> {
  await tx.$queryRaw`SELECT 1 FROM invitation WHERE id = ${id}::uuid FOR UPDATE`
  const invitation = await tx.invitation.findUnique({ where: { id } })
  if (!invitation) throw notFound('This invitation')
  return invitation
}

async function lockOpenInvitation(tx: Tx, id: string): Promise<Invitation> {
  const invitation = await lockInvitation(tx, id)
  requireNotAccepted(invitation)
  if (invitation.revokedAt)
    throw conflict(`The invitation for ${invitation.name} was canceled. Invite the person again.`)
  return invitation
}

function requireNotAccepted({ acceptedAt, name }: Invitation): void {
  if (acceptedAt) throw conflict(`${name} has already accepted the invitation.`)
}

function invitationEvent(action: Action, summary: string, { id, environmentId, packageId }: Invitation): Event {
  const scope = { environmentId: environmentId ?? undefined, packageId: packageId ?? undefined }
  return { action, subjectType: 'Invitation', subjectId: id, summary, ...scope }
}
