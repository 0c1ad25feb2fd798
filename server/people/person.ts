import { isEmailAddress } from '@lectern/domain/access/email-address'
import { ensurePerson } from '@lectern/domain/access/people'
import { type Role, rolePermissions } from '@lectern/domain/access/permissions'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { makeSignInLink } from './make-sign-in-link.ts'
import type { CommandContext } from './with-people.ts'

/** Runs the command `sign-in-link`: adds the person if needed and creates a one-time link. */
export async function invitePerson(
  { settings, database }: CommandContext,
  options: { email?: string; name?: string; role: string[] },
): Promise<{ signIn: string }> {
  const email = options.email?.trim().toLowerCase()
  if (!email) throw new Error('No email address was given. Add --email person@example.org.')
  if (!isEmailAddress(email))
    throw new Error(`"${email}" is not an email address. Write it as --email person@example.org.`)
  const unknownRoles = options.role.filter(role => !(role in rolePermissions))
  if (unknownRoles.length > 0)
    throw new Error(`Unknown role: ${unknownRoles.join(', ')}. Use one of ${Object.keys(rolePermissions).join(', ')}.`)
  const person = { email, name: options.name?.trim() || email }
  const user = await change(database, systemActor, tx => ensurePerson(tx, person, options.role as Role[]))
  if (!user.active) throw new Error(`${user.name} is deactivated and cannot sign in. Activate the account first.`)
  return { signIn: await makeSignInLink(settings, database, email) }
}
