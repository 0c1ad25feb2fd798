import { randomUUID } from 'node:crypto'
import { systemActor } from '@lectern/domain/audit/actor'
import { grantRole } from '@lectern/domain/access/grants'
import { change } from '@lectern/domain/audit/change'
import type { Database, User } from '@lectern/domain/database'
import { type Role, rolePermissions } from '@lectern/domain/access/permissions'
import { makeSignInLink } from './make-sign-in-link.ts'
import type { CommandContext } from './with-people.ts'

/** Finds a person by e-mail, or adds one, and gives the roles, all everywhere. Roles that are there already stay. */
export async function ensurePerson(database: Database, email: string, name: string, roles: Role[]): Promise<User> {
  return change(database, systemActor, async tx => {
    const existing = await tx.user.findUnique({ where: { email } })
    // Who opens a link that was sent to this address has shown that it is theirs, so nothing else needs to be verified.
    const user = existing ?? (await tx.user.create({ data: { id: randomUUID(), email, name, emailVerified: true } }))
    const grants = []
    for (const role of roles) grants.push(await grantRole(tx, user, role))
    return { result: user, events: grants.flatMap(({ events }) => events ?? []) }
  })
}

/** What the command `sign-in-link` does: adds the person where needed and makes a one-time link. */
export async function invitePerson(
  { settings, database }: CommandContext,
  options: { email?: string; name?: string; role: string[] },
): Promise<{ signIn: string }> {
  const email = options.email?.trim().toLowerCase()
  if (!email?.includes('@')) throw new Error('Say whom: --email person@example.org')
  const unknownRoles = options.role.filter(role => !(role in rolePermissions))
  if (unknownRoles.length > 0)
    throw new Error(`There is no role ${unknownRoles.join(', ')}. Roles: ${Object.keys(rolePermissions).join(', ')}`)
  const user = await ensurePerson(database, email, options.name?.trim() || email, options.role as Role[])
  if (!user.active) throw new Error(`${user.name} is deactivated and cannot sign in.`)
  return { signIn: await makeSignInLink(settings, database, email) }
}
