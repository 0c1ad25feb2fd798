import { randomUUID } from 'node:crypto'
import { grantRole } from '@lectern/domain/access/grants'
import { type Role, rolePermissions } from '@lectern/domain/access/permissions'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Database, User } from '@lectern/domain/database'
import { makeSignInLink } from './make-sign-in-link.ts'
import type { CommandContext } from './with-people.ts'

/** Finds or adds a person by email, and grants the roles everywhere. Keeps existing roles. */
export async function ensurePerson(database: Database, email: string, name: string, roles: Role[]): Promise<User> {
  return change(database, systemActor, async tx => {
    const existing = await tx.user.findUnique({ where: { email } })
    // Opening a link that was sent to this address proves that it is theirs, so no other verification is needed.
    const user = existing ?? (await tx.user.create({ data: { id: randomUUID(), email, name, emailVerified: true } }))
    const grants = []
    for (const role of roles) grants.push(await grantRole(tx, user, role))
    return { result: user, events: grants.flatMap(({ events }) => events ?? []) }
  })
}

/** Runs the command `sign-in-link`: adds the person if needed and creates a one-time link. */
export async function invitePerson(
  { settings, database }: CommandContext,
  options: { email?: string; name?: string; role: string[] },
): Promise<{ signIn: string }> {
  const email = options.email?.trim().toLowerCase()
  if (!email?.includes('@')) throw new Error('No email address was given. Add --email person@example.org.')
  const unknownRoles = options.role.filter(role => !(role in rolePermissions))
  if (unknownRoles.length > 0)
    throw new Error(`Unknown role: ${unknownRoles.join(', ')}. Use one of ${Object.keys(rolePermissions).join(', ')}.`)
  const user = await ensurePerson(database, email, options.name?.trim() || email, options.role as Role[])
  if (!user.active) throw new Error(`${user.name} is deactivated and cannot sign in. Activate the account first.`)
  return { signIn: await makeSignInLink(settings, database, email) }
}
