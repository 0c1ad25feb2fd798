import type { Action } from '../audit/actions.ts'
import type { Change, Event } from '../audit/change.ts'
import type { Grant, Prisma, Tx } from '../database.ts'
import { conflict, notFound } from '../errors.ts'
import type { Role } from './permissions.ts'

/** The person or token that gets a role. */
export type Grantee = { name: string } & (
  | { userId: string; tokenId?: undefined }
  | { tokenId: string; userId?: undefined }
)

/** A role and its scope. Null means that it is not limited to one environment or package. */
export type GrantedRole = { role: Role; environmentId: string | null; packageId: string | null }

const everywhere = { environmentId: null, packageId: null }

/** Grants a person or token a role. Does nothing when it already has the role in this scope. */
export async function grantRole(
  tx: Tx,
  { name, ...grantee }: Grantee,
  { role, environmentId, packageId }: GrantedRole,
): Promise<Change<Grant>> {
  // Serializes the grants of one person or token, so that a role is granted once.
  if (grantee.userId) await tx.$queryRaw`SELECT 1 FROM "user" WHERE id = ${grantee.userId} FOR UPDATE`
  else await tx.$queryRaw`SELECT 1 FROM api_token WHERE id = ${grantee.tokenId}::uuid FOR UPDATE`
  const columns = { ...grantee, role, environmentId, packageId }
  const existing = await tx.grant.findFirst({ where: columns })
  if (existing) return { result: existing }
  const grant = await tx.grant.create({ data: columns })
  const event = grantEvent('grant.added', `Granted ${name} the ${role.toLowerCase()} role`, grant)
  return { result: grant, events: [{ ...event, after: auditedGrant(name, grant) }] }
}

/** Takes a grant away. CONFLICT when it makes the last active owner. */
export async function revokeGrant(tx: Tx, id: string): Promise<Change<null>> {
  await lockOwners(tx)
  const grant = await tx.grant.findUnique({ where: { id }, include: { user: true, token: true } })
  if (!grant) throw notFound('This grant')
  if (grant.user?.active && isOfOwner(grant)) await requireAnotherOwner(tx, { id: { not: id } })
  await tx.grant.delete({ where: { id } })
  const name = (grant.user ?? grant.token)!.name
  const event = grantEvent('grant.revoked', `Took the ${grant.role.toLowerCase()} role from ${name}`, grant)
  return { result: null, events: [{ ...event, before: auditedGrant(name, grant) }] }
}

const isOfOwner = ({ role, environmentId, packageId }: GrantedRole): boolean =>
  role === 'OWNER' && environmentId === null && packageId === null

/** Locks the grants of all owners. Serializes everything that may leave Lectern without an owner. */
export async function lockOwners(tx: Tx): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM "grant" WHERE role = 'OWNER' AND user_id IS NOT NULL AND environment_id IS NULL AND package_id IS NULL
    ORDER BY id FOR UPDATE`
}

/**
 * Checks, after `lockOwners`, that an active person has one of these grants as an owner everywhere.
 * @throws ClientError CONFLICT when there is none.
 */
export async function requireAnotherOwner(tx: Tx, grants: Prisma.GrantWhereInput): Promise<void> {
  const owner = await tx.grant.findFirst({
    where: { AND: [grants, { role: 'OWNER', ...everywhere, user: { active: true } }] },
  })
  if (!owner) throw conflict('This is the last active owner. Make another person an owner first.')
}

function grantEvent(action: Action, summary: string, { id, environmentId, packageId }: Grant): Event {
  const scope = { environmentId: environmentId ?? undefined, packageId: packageId ?? undefined }
  return { action, subjectType: 'Grant', subjectId: id, summary, ...scope }
}

const auditedGrant = (name: string, { role, userId, environmentId, packageId }: Grant) => ({
  role,
  [userId ? 'user' : 'token']: name,
  ...(environmentId && { environmentId }),
  ...(packageId && { packageId }),
})
