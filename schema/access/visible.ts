import { isPermitted, rolePermissions, visiblePackageIds } from '@lectern/domain/access/permissions'
import { type Context, callerOf } from '../context.ts'

type AccessContext = Pick<Context, 'access'>

/** Whether the caller may see this package and everything in it. */
export function canSeePackage(context: AccessContext, packageId: string): boolean {
  const visible = visiblePackageIds(callerOf(context))
  return visible === 'all' || visible.includes(packageId)
}

/** Filters a package id column to the packages that the caller may see. Undefined: all. */
export function visiblePackagesFilter(context: AccessContext): { in: string[] } | undefined {
  const visible = visiblePackageIds(callerOf(context))
  return visible === 'all' ? undefined : { in: visible }
}

/** Returns the environments in which the caller has read permission: all, or these ids. */
function visibleEnvironmentIds(context: AccessContext): 'all' | string[] {
  const readRights = (callerOf(context)?.rights ?? []).filter(right =>
    rolePermissions[right.role].includes('package.read'),
  )
  if (readRights.some(right => right.environmentId === null)) return 'all'
  return readRights.flatMap(right => right.environmentId ?? [])
}

export function canSeeEnvironment(context: AccessContext, environmentId: string): boolean {
  const visible = visibleEnvironmentIds(context)
  return visible === 'all' || visible.includes(environmentId)
}

/** Filters an environment id column to the environments that the caller may see. Undefined: all. */
export function visibleEnvironmentsFilter(context: AccessContext): { in: string[] } | undefined {
  const visible = visibleEnvironmentIds(context)
  return visible === 'all' ? undefined : { in: visible }
}

/**
 * Whether the caller may see this person or token and its grants. Callers may see themselves. Callers who may read the
 * whole audit log may see everyone in it.
 */
export function canSeePerson(
  context: AccessContext,
  person: { userId?: string | null; tokenId?: string | null },
): boolean {
  const caller = callerOf(context)
  if (!caller) return false
  const { userId, tokenId } = caller.actor
  const isSelf = (userId && userId === person.userId) || (tokenId && tokenId === person.tokenId)
  return Boolean(isSelf) || isPermitted(caller, 'audit.read')
}
