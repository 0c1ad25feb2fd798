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
  ],
  AUTHOR: authorPermissions,
  PUBLISHER: publisherPermissions,
  ADMIN: permissions,
  OWNER: permissions,
}

/** A role and its scope. Null means that it is not limited to one environment or package. */
export type Right = { role: Role; environmentId: string | null; packageId: string | null }

/** The sender of a request: the actor for the audit log, and the rights for permission checks. */
export type Caller = { actor: Actor; rights: readonly Right[] }

/**
 * The package and environment of an action. Undefined means that the action is not limited to one, so that a grant for
 * a single package or environment does not cover it.
 */
export type Scope = { packageId?: string; environmentId?: string }

/**
 * Checks whether the caller has a permission in a scope. A grant for a package covers only that package, and a grant
 * for an environment only what happens in it.
 */
export function isPermitted(caller: Caller | null, permission: Permission, scope: Scope = {}): boolean {
  return (caller?.rights ?? []).some(
    right =>
      rolePermissions[right.role].includes(permission) &&
      (right.packageId === null || right.packageId === scope.packageId) &&
      (right.environmentId === null || right.environmentId === scope.environmentId),
  )
}

/**
 * Checks whether the caller holds everything that a right gives, and so may give it to a token. Only owners hold the role
 * OWNER, although an admin has the same permissions.
 */
export function holdsRight(caller: Caller | null, { role, environmentId, packageId }: Right): boolean {
  const scope = { environmentId: environmentId ?? undefined, packageId: packageId ?? undefined }
  const ofOwners = caller && { ...caller, rights: caller.rights.filter(right => right.role === 'OWNER') }
  return rolePermissions[role].every(permission => isPermitted(role === 'OWNER' ? ofOwners : caller, permission, scope))
}

/** Returns the permissions that the caller has in at least one scope, for the API's `Viewer.permissions`. */
export function permissionsOf(caller: Caller): Permission[] {
  return permissions.filter(permission => caller.rights.some(right => rolePermissions[right.role].includes(permission)))
}

/** Returns the rights by which a caller may read packages, environments, and what packages have in environments. */
export const readRights = (caller: Caller | null): Right[] =>
  (caller?.rights ?? []).filter(right => rolePermissions[right.role].includes('package.read'))

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
