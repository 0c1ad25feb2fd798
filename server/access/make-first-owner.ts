import { systemActor } from '@lectern/domain/audit/actor'
import { createToken } from '@lectern/domain/access/grants'
import { change } from '@lectern/domain/audit/change'
import { makeSignInLink } from './make-sign-in-link.ts'
import { ensurePerson } from './person.ts'
import type { CommandContext } from './with-people.ts'

/**
 * What the command `first-owner` does: adds the first owner if there is none, and makes a one-time link for the oldest one. With `token`
 * also an API token that may do everything, told this once.
 */
export async function makeFirstOwner(
  { settings, database }: CommandContext,
  options: { email?: string; name?: string; token: boolean },
): Promise<{ signIn: string; token?: string }> {
  const owner =
    (await database.user.findFirst({
      where: { active: true, grants: { some: { role: 'OWNER', environmentId: null, packageId: null } } },
      orderBy: { createdAt: 'asc' },
    })) ??
    (await ensurePerson(
      database,
      options.email?.trim().toLowerCase() ?? 'owner@lectern.localhost',
      options.name?.trim() || 'Owner',
      ['OWNER'],
    ))
  const token = options.token
    ? await change(database, systemActor, tx => createToken(tx, systemActor, 'first-owner', 'OWNER'))
    : null
  const signIn = await makeSignInLink(settings, database, owner.email)
  return token ? { signIn, token: token.secret } : { signIn }
}
