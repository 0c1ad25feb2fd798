import { createToken } from '@lectern/domain/access/api-tokens'
import { isEmailAddress } from '@lectern/domain/access/email-address'
import { ensurePerson } from '@lectern/domain/access/people'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { makeSignInLink } from './make-sign-in-link.ts'
import type { CommandContext } from './with-people.ts'

/**
 * Runs the command `first-owner`. Adds an owner if there is none, and creates a one-time link for the oldest owner.
 * With `token`, also creates an API token with all permissions, which is shown only once.
 */
export async function makeFirstOwner(
  { settings, database }: CommandContext,
  options: { email?: string; name?: string; token: boolean },
): Promise<{ signIn: string; token?: string }> {
  if (options.email !== undefined && !isEmailAddress(options.email.trim()))
    throw new Error(`"${options.email}" is not an email address. Write it as --email you@school.org.`)
  const existing = await database.user.findFirst({
    where: { active: true, grants: { some: { role: 'OWNER', environmentId: null, packageId: null } } },
    orderBy: { createdAt: 'asc' },
  })
  const person = {
    email: options.email?.trim().toLowerCase() ?? 'owner@lectern.localhost',
    name: options.name?.trim() || 'Owner',
  }
  const owner = existing ?? (await change(database, systemActor, tx => ensurePerson(tx, person, ['OWNER'])))
  const token = options.token
    ? await change(database, systemActor, tx => createToken(tx, systemActor, { name: 'first-owner', role: 'OWNER' }))
    : null
  const signIn = await makeSignInLink(settings, database, owner.email)
  return token ? { signIn, token: token.secret } : { signIn }
}
