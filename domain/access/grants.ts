import type { Change, Event } from '../audit/change.ts'
import type { Tx } from '../database.ts'
import type { Role } from './permissions.ts'

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
