import type { Actor } from '../audit/actor.ts'

export type Role = 'OWNER' | 'ADMIN' | 'PUBLISHER' | 'AUTHOR' | 'AUDITOR'

/** Everything that somebody may be allowed to do, named as the viewer's `permissions` name it. */
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
] as const
export type Permission = (typeof permissions)[number]

const readerPermissions: Permission[] = ['package.read']
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

/** Who may do what. The tests walk it cell by cell. */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  AUDITOR: [...readerPermissions, 'audit.read', 'budget.read', 'dropbox.read'],
  AUTHOR: authorPermissions,
  PUBLISHER: publisherPermissions,
  ADMIN: permissions,
  OWNER: permissions,
}

/** A role and where it holds; null: everywhere. */
export type Right = { role: Role; environmentId: string | null; packageId: string | null }

/** Whoever asks: the actor for the log, the rights for the decision. */
export type Caller = { actor: Actor; rights: readonly Right[] }

/** Where something is about to be done. Undefined: not bound to one, so a grant for one package alone does not reach it. */
export type Scope = { packageId?: string; environmentId?: string }

/** May this caller do this there? A grant for a package holds there alone, one for an environment only for what happens in it. */
export function isPermitted(caller: Caller | null, permission: Permission, scope: Scope = {}): boolean {
  return (caller?.rights ?? []).some(
    right =>
      rolePermissions[right.role].includes(permission) &&
      (right.packageId === null || right.packageId === scope.packageId) &&
      (right.environmentId === null || right.environmentId === scope.environmentId),
  )
}

/** What the caller may do somewhere, for the viewer's `permissions`. */
export function permissionsOf(caller: Caller): Permission[] {
  return permissions.filter(permission => caller.rights.some(right => rolePermissions[right.role].includes(permission)))
}

/** The packages that a caller may see: all, or these ids. */
export function visiblePackageIds(caller: Caller | null): 'all' | string[] {
  const readRights = (caller?.rights ?? []).filter(right => rolePermissions[right.role].includes('package.read'))
  if (readRights.some(right => right.packageId === null)) return 'all'
  return readRights.flatMap(right => right.packageId ?? [])
}
