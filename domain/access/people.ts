import { randomUUID } from 'node:crypto'
import type { Change } from '../audit/change.ts'
import type { Tx, User } from '../database.ts'
import { grantRole } from './grants.ts'
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
  for (const role of roles) grants.push(await grantRole(tx, user, role))
  return { result: user, events: grants.flatMap(({ events }) => events ?? []) }
}
