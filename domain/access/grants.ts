import { randomBytes } from 'node:crypto'
import type { Attribution } from '../audit/actor.ts'
import type { ApiToken, Tx } from '../database.ts'
import type { Role } from './permissions.ts'
import type { Change, Event } from '../audit/change.ts'
import { hashSecret } from './secret-hash.ts'

/** Gives a person a role everywhere; one that is there already is left alone. */
export async function grantRole(tx: Tx, user: { id: string; name: string }, role: Role): Promise<Change<null>> {
  const everywhere = { userId: user.id, role, environmentId: null, packageId: null }
  if (await tx.grant.findFirst({ where: everywhere })) return { result: null }
  const grant = await tx.grant.create({ data: everywhere })
  const event: Event = {
    action: 'grant.added',
    subjectType: 'Grant',
    subjectId: grant.id,
    summary: `${user.name} became ${role.toLowerCase()}`,
    after: { role, user: user.name },
  }
  return { result: null, events: [event] }
}

/** Makes an API token with a role everywhere. The secret is told this once. */
export async function createToken(
  tx: Tx,
  by: Attribution,
  name: string,
  role: Role,
): Promise<Change<{ token: ApiToken; secret: string }>> {
  const secret = `lect_${randomBytes(32).toString('base64url')}`
  const token = await tx.apiToken.create({
    data: { name, secretHash: hashSecret(secret), createdBy: by.actor, grants: { create: { role } } },
  })
  const event: Event = {
    action: 'token.created',
    subjectType: 'ApiToken',
    subjectId: token.id,
    summary: `The API token «${name}» was made`,
    after: { name, role },
  }
  return { result: { token, secret }, events: [event] }
}
