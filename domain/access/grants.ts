import { randomBytes } from 'node:crypto'
import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { ApiToken, Tx } from '../database.ts'
import type { Role } from './permissions.ts'
import { hashSecret } from './secret-hash.ts'

/** Grants a person a role everywhere. Does nothing when the person already has it. */
export async function grantRole(tx: Tx, user: { id: string; name: string }, role: Role): Promise<Change<null>> {
  const everywhere = { userId: user.id, role, environmentId: null, packageId: null }
  if (await tx.grant.findFirst({ where: everywhere })) return { result: null }
  const grant = await tx.grant.create({ data: everywhere })
  const event: Event = {
    action: 'grant.added',
    subjectType: 'Grant',
    subjectId: grant.id,
    summary: `Granted ${user.name} the ${role.toLowerCase()} role`,
    after: { role, user: user.name },
  }
  return { result: null, events: [event] }
}

/** Creates an API token with a role everywhere. Returns the secret, which is not stored. */
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
    summary: `Created the API token "${name}"`,
    after: { name, role },
  }
  return { result: { token, secret }, events: [event] }
}
