import { randomUUID } from 'node:crypto'
import { lectern } from '@lectern/schema/actor'
import { grantRole } from '@lectern/schema/changes/access'
import { change } from '@lectern/schema/changes/change'
import type { Database, User } from '@lectern/schema/database'
import { type Role, table } from '@lectern/schema/permissions'
import { makeSignInLink } from '../auth/sign-in-link.ts'
import type { People } from './with-people.ts'

/** Finds a person by e-mail, or adds one, and gives the roles, all everywhere. Roles that are there already stay. */
export async function ensurePerson(database: Database, email: string, name: string, roles: Role[]): Promise<User> {
  return change(database, lectern, async tx => {
    const known = await tx.user.findUnique({ where: { email } })
    // Who opens a link that was sent to this address has shown that it is theirs, so nothing else needs to be verified.
    const user = known ?? (await tx.user.create({ data: { id: randomUUID(), email, name, emailVerified: true } }))
    const granted = []
    for (const role of roles) granted.push(await grantRole(tx, user, role))
    return { result: user, events: granted.flatMap(({ events }) => events ?? []) }
  })
}

/** What the command `sign-in-link` does: adds the person where needed and makes a one-time link. */
export async function letPersonIn(
  { settings, database }: People,
  given: { email?: string; name?: string; role: string[] },
): Promise<{ signIn: string }> {
  const email = given.email?.trim().toLowerCase()
  if (!email?.includes('@')) throw new Error('Say whom: --email person@example.org')
  const unknown = given.role.filter(role => !(role in table))
  if (unknown.length > 0)
    throw new Error(`There is no role ${unknown.join(', ')}. Roles: ${Object.keys(table).join(', ')}`)
  const user = await ensurePerson(database, email, given.name?.trim() || email, given.role as Role[])
  if (!user.active) throw new Error(`${user.name} is deactivated and cannot sign in.`)
  return { signIn: await makeSignInLink(settings, database, email) }
}
