import type { Actor } from '../audit/actor.ts'

export type Role = 'OWNER' | 'ADMIN' | 'PUBLISHER' | 'AUTHOR' | 'AUDITOR'

/** All permissions, with the names that the API's `Viewer.permissions` uses. */
export const permissions = [
  'package.read',
  'package.create',
  'package.update',
  'package.synchronize',
  'package.transcode',
  'package.archive',
  'package.preview',
  'package.publish',
  'package.deploy',
  'package.unpublish',
  'package.acceptFallback',
  'package.verify',
  'finding.ignore',
  'environment.manage',
  'audit.read',
  'budget.read',
  'budget.update',
  'dropbox.read',
  'dropbox.connect',
  'analytics.read',
  'viewer.manage',
  'user.read',
  'user.manage',
  'token.read',
  'token.manage',
  'webhook.read',
  'webhook.manage',
  'system.read',
] as const
export type Permission = (typeof permissions)[number]

const readerPermissions: Permission[] = ['package.read', 'analytics.read']
const authorPermissions: Permission[] = [
  ...readerPermissions,
  'package.create',
  'package.update',
  'package.synchronize',
  'package.transcode',
  'package.archive',
  'package.preview',
  'package.verify',
  'finding.ignore',
  'dropbox.read',
]
const publisherPermissions: Permission[] = [
  ...authorPermissions,
  'package.publish',
  'package.deploy',
  'package.unpublish',
]

/** Lists the permissions of each role. The tests check it cell by cell. */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  AUDITOR: [
    ...readerPermissions,
    'audit.read',
    'budget.read',
    'dropbox.read',
    'user.read',
    'token.read',
    'webhook.read',
    'system.read',
  ],
  AUTHOR: authorPermissions,
  PUBLISHER: publisherPermissions,
  ADMIN: permissions,
  OWNER: permissions,
}

/**
 * A role and its scope. Null means that it is not limited to one environment or package. `limitedBy`: of the role's
 * permissions, the right has only those that each of these roles has too.
 */
export type Right = {
  role: Role
  environmentId: string | null
  packageId: string | null
  limitedBy?: readonly Role[]
}

/**
 * The sender of a request: the actor for the audit log, and the rights for permission checks. `sessionId`: the session
 * of a person. `authenticatedAt`: when the person last proved who they are, for sessions. `secondFactorDemands`: what
 * demands a second factor, for sessions without one. `basis`: see `AccessBasis`; absent where nothing outlives the request.
 */
export type Caller = {
  actor: Actor
  rights: readonly Right[]
  sessionId?: string
  authenticatedAt?: Date
  secondFactorDemands?: { roles: readonly Role[]; environmentIds: readonly string[] }
  basis?: AccessBasis
}

/**
 * What the rights of a caller depend on: `holders` are the person and the tokens (`user:<id>`, `token:<id>`) whose
 * change may end them. They end at `expiresAt` in any case; null: never.
 */
export type AccessBasis = { holders: readonly string[]; expiresAt: Date | null }

/**
 * The package and environment of an action. Undefined means that the action is not limited to one, so that a grant for
 * a single package or environment does not cover it.
 */
export type Scope = { packageId?: string; environmentId?: string }

/** Whether a right includes a permission, in its scope. */
export const includes = ({ role, limitedBy = [] }: Right, permission: Permission): boolean =>
  [role, ...limitedBy].every(one => rolePermissions[one].includes(permission))

/** Whether a right applies in a scope. */
const covers = (right: Right, scope: Scope): boolean =>
  (right.packageId === null || right.packageId === scope.packageId) &&
  (right.environmentId === null || right.environmentId === scope.environmentId)

/**
 * Checks whether the caller has a permission in a scope. A grant for a package covers only that package, and a grant
 * for an environment only what happens in it.
 */
export function isPermitted(caller: Caller | null, permission: Permission, scope: Scope = {}): boolean {
  return (caller?.rights ?? []).some(right => includes(right, permission) && covers(right, scope))
}

/** Whether the caller is an owner in a scope. Only owners may grant the role OWNER there, or take it away. */
export const isOwner = (caller: Caller, scope: Scope): boolean =>
  caller.rights.some(
    right => right.role === 'OWNER' && (right.limitedBy ?? []).every(role => role === 'OWNER') && covers(right, scope),
  )

/** Returns the rights that both lists give: for each pair, the permissions of both in the scope that both cover. */
export function commonRights(rights: readonly Right[], others: readonly Right[]): Right[] {
  const pairs = rights.flatMap(right => others.flatMap(other => commonRight(right, other) ?? []))
  return [...new Map(pairs.map(pair => [JSON.stringify(pair), pair])).values()]
}

function commonRight(right: Right, other: Right): Right | null {
  const environmentId = commonId(right.environmentId, other.environmentId)
  const packageId = commonId(right.packageId, other.packageId)
  if (environmentId === undefined || packageId === undefined) return null
  const roles = new Set([...(right.limitedBy ?? []), other.role, ...(other.limitedBy ?? [])])
  roles.delete(right.role)
  return { role: right.role, environmentId, packageId, ...(roles.size > 0 && { limitedBy: [...roles].sort() }) }
}

/** Returns the id that both allow, null if both allow every one, and undefined if they exclude each other. */
function commonId(id: string | null, other: string | null): string | null | undefined {
  if (id !== null && other !== null && id !== other) return undefined
  return id ?? other
}

/** Returns what the grants of a person or token allow in a scope: each permission with the grants that give it. */
export function effectivePermissions<Grant extends Right>(
  grants: readonly Grant[],
  scope: Scope,
): { permission: Permission; grants: Grant[] }[] {
  return permissions.flatMap(permission => {
    const giving = grants.filter(grant => includes(grant, permission) && covers(grant, scope))
    return giving.length > 0 ? [{ permission, grants: giving }] : []
  })
}

/**
 * Checks whether the caller holds everything that a right gives, and so may give it to a token. Only owners hold the role
 * OWNER, although an admin has the same permissions.
 */
export function holdsRight(caller: Caller, { role, environmentId, packageId }: Right): boolean {
  const scope = { environmentId: environmentId ?? undefined, packageId: packageId ?? undefined }
  if (role === 'OWNER') return isOwner(caller, scope)
  return rolePermissions[role].every(permission => isPermitted(caller, permission, scope))
}

/** Returns the permissions that the caller has in at least one scope, for the API's `Viewer.permissions`. */
export function permissionsOf(caller: Caller): Permission[] {
  return permissions.filter(permission => caller.rights.some(right => includes(right, permission)))
}

/** Returns the rights by which a caller may read packages, environments, and what packages have in environments. */
export const readRights = (caller: Caller | null): Right[] =>
  (caller?.rights ?? []).filter(right => includes(right, 'package.read'))

/**
 * Returns the ids of the packages that a caller may see, or 'all'. With an environment: those whose deployments there
 * the caller may see.
 */
export function visiblePackageIds(caller: Caller | null, environmentId?: string): 'all' | string[] {
  const rights = readRights(caller).filter(
    right => environmentId === undefined || right.environmentId === null || right.environmentId === environmentId,
  )
  if (rights.some(right => right.packageId === null)) return 'all'
  return rights.flatMap(right => right.packageId ?? [])
}
