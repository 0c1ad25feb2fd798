import { randomUUID } from 'node:crypto'
import type { Action } from '../audit/actions.ts'
import type { Change, Event } from '../audit/change.ts'
import type { Prisma, Session, Tx, User } from '../database.ts'
import { grantRole, lockOwners, requireAnotherOwner } from './grants.ts'
import type { Role } from './permissions.ts'

/** Finds or adds a person by email, and grants the roles everywhere. Keeps the name and roles of an existing person. */
export async function ensurePerson(
  tx: Tx,
  { email, name }: { email: string; name: string },
  roles: Role[],
): Promise<Change<User>> {
  const existing = await tx.user.findUnique({ where: { email } })
  // Opening a link that was sent to this address proves that it is theirs, so no other verification is needed.
  const user = existing ?? (await tx.user.create({ data: { id: randomUUID(), email, name, emailVerified: true } }))
  const grants = []
  for (const role of roles)
    grants.push(
      await grantRole(tx, { userId: user.id, name: user.name }, { role, environmentId: null, packageId: null }),
    )
  return { result: user, events: grants.flatMap(({ events }) => events ?? []) }
}

/**
 * Deactivates a person, and ends their sessions. The tokens that they made stop working. Does nothing for a person who
 * is not active. CONFLICT for the last active owner.
 */
export async function deactivateUser(tx: Tx, id: string): Promise<Change<User>> {
  const user = await lockUser(tx, id)
  if (!user.active) return { result: user }
  await lockOwners(tx)
  const ownerGrants = await tx.grant.count({
    where: { userId: id, role: 'OWNER', environmentId: null, packageId: null },
  })
  if (ownerGrants > 0) await requireAnotherOwner(tx, { userId: { not: id } })
  const result = await tx.user.update({ where: { id }, data: { active: false } })
  const sessions = await endSessions(tx, { userId: id })
  const event = userEvent('user.deactivated', `Deactivated ${user.name}`, id)
  return { result, events: [{ ...event, before: { active: true }, after: { active: false, endedSessions: sessions } }] }
}

/** Lets a deactivated person sign in again, with the grants of before. Does nothing for an active person. */
export async function reactivateUser(tx: Tx, id: string): Promise<Change<User>> {
  const user = await lockUser(tx, id)
  if (user.active) return { result: user }
  const result = await tx.user.update({ where: { id }, data: { active: true } })
  const event = userEvent('user.reactivated', `Reactivated ${user.name}`, id)
  return { result, events: [{ ...event, before: { active: false }, after: { active: true } }] }
}

/** Changes a person's name. An absent field stays unchanged, and an update that changes nothing records no event. */
export async function updateUser(tx: Tx, id: string, { name }: { name?: string | undefined }): Promise<Change<User>> {
  const user = await lockUser(tx, id)
  if (name === undefined || name === user.name) return { result: user }
  const result = await tx.user.update({ where: { id }, data: { name } })
  const event = userEvent('user.updated', `Renamed ${user.name} to ${name}`, id)
  return { result, events: [{ ...event, before: { name: user.name }, after: { name } }] }
}

/** Ends one session. */
export async function revokeSession(tx: Tx, session: Session & { user: User }): Promise<Change<null>> {
  if ((await endSessions(tx, { id: session.id })) === 0) return { result: null }
  const summary = `Ended a session of ${session.user.name}`
  const before = { user: session.user.name, createdAt: session.createdAt, ip: session.ipAddress }
  const subject = { subjectType: 'Session', subjectId: session.id }
  return { result: null, events: [{ action: 'session.revoked', ...subject, summary, before }] }
}

/**
 * Ends the session that a new one of the same browser replaces. It has no event of its own when it is of the same person,
 * whose sign-in is recorded.
 */
export async function endReplacedSession(tx: Tx, token: string, userId: string): Promise<Change<null>> {
  const earlier = await tx.session.findUnique({ where: { token }, select: { userId: true } })
  if (earlier?.userId === userId) await endSessions(tx, { token })
  // The trigger records that another person was signed out.
  else await tx.session.deleteMany({ where: { token } })
  return { result: null }
}

/** Deletes sessions without events of the trigger, which records that people signed out themselves. Returns how many. */
export async function endSessions(tx: Tx, where: Prisma.SessionWhereInput): Promise<number> {
  await tx.$queryRaw`SELECT set_config('lectern.records_sessions', 'on', true)`
  const { count } = await tx.session.deleteMany({ where })
  return count
}

/** Locks the person's row. Serializes what changes the person and the person's grants. */
async function lockUser(tx: Tx, id: string): Promise<User> {
  await tx.$queryRaw`SELECT 1 FROM "user" WHERE id = ${id} FOR UPDATE`
  return tx.user.findUniqueOrThrow({ where: { id } })
}

const userEvent = (action: Action, summary: string, id: string): Event => ({
  action,
  subjectType: 'User',
  subjectId: id,
  summary,
})
