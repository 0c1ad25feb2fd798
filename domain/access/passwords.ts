import { randomUUID } from 'node:crypto'
import type { Change } from '../audit/change.ts'
import type { Tx } from '../database.ts'
import { endSessions } from './people.ts'

/** The account of the sign-in library that holds a password. */
const passwordProvider = 'credential'

/**
 * Sets or replaces a person's password, and ends the person's other sessions: somebody may have signed in with the old
 * one. `hash`: of the new password.
 */
export async function setPassword(
  tx: Tx,
  { userId, sessionId, hash }: { userId: string; sessionId: string; hash: string },
): Promise<Change<null>> {
  await tx.$queryRaw`SELECT 1 FROM "user" WHERE id = ${userId} FOR UPDATE`
  const { name } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } })
  const existing = await tx.account.findFirst({ where: { userId, providerId: passwordProvider } })
  if (existing) await tx.account.update({ where: { id: existing.id }, data: { password: hash } })
  else
    await tx.account.create({
      data: { id: randomUUID(), userId, accountId: userId, providerId: passwordProvider, password: hash },
    })
  const endedSessions = await endSessions(tx, { userId, id: { not: sessionId } })
  const summary = `${name} ${existing?.password ? 'changed' : 'set'} the password`
  const subject = { subjectType: 'User', subjectId: userId }
  return { result: null, events: [{ action: 'user.passwordSet', ...subject, summary, after: { endedSessions } }] }
}

/** Whether a person has a password. */
export async function hasPassword(tx: Tx, userId: string): Promise<boolean> {
  const where = { userId, providerId: passwordProvider, password: { not: null } }
  return (await tx.account.count({ where })) > 0
}
