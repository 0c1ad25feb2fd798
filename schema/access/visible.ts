import { isPermitted, readRights, type Scope, visiblePackageIds } from '@lectern/domain/access/permissions'
import { type Context, callerOf } from '../context.ts'

type AccessContext = Pick<Context, 'access'>

/** Whether the caller may see this package, and everything in it that belongs to no environment. */
export function canSeePackage(context: AccessContext, packageId: string): boolean {
  const visible = visiblePackageIds(callerOf(context))
  return visible === 'all' || visible.includes(packageId)
}

/**
 * Filters a package id column to the packages that the caller may see. Undefined: all. With an environment: to those
 * whose deployments there the caller may see.
 */
export function visiblePackagesFilter(context: AccessContext, environmentId?: string): { in: string[] } | undefined {
  const visible = visiblePackageIds(callerOf(context), environmentId)
  return visible === 'all' ? undefined : { in: visible }
}

/** Returns the environments in which the caller has read permission: all, or these ids. */
function visibleEnvironmentIds(context: AccessContext): 'all' | string[] {
  const rights = readRights(callerOf(context))
  if (rights.some(right => right.environmentId === null)) return 'all'
  return rights.flatMap(right => right.environmentId ?? [])
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
 * Whether the caller may see what a package has in an environment, such as a deployment or a publication. One grant must
 * cover both: a grant for another package does not open this environment for this package.
 */
export const canSeeInEnvironment = (context: AccessContext, scope: Required<Scope>): boolean =>
  isPermitted(callerOf(context), 'package.read', { packageId: scope.packageId, environmentId: scope.environmentId })

/** Filters rows that belong to a package in an environment to those that the caller may see. */
export function visibleInEnvironmentsFilter(context: AccessContext): {
  packageId?: { in: string[] }
  OR?: { packageId?: string; environmentId?: string }[]
} {
  const rights = readRights(callerOf(context))
  // Prisma finds nothing for an empty condition inside OR.
  if (rights.some(({ packageId, environmentId }) => packageId === null && environmentId === null)) return {}
  // Prisma drops an empty OR inside AND, which would show everything.
  if (rights.length === 0) return { packageId: { in: [] } }
  return {
    OR: rights.map(({ packageId, environmentId }) => ({
      packageId: packageId ?? undefined,
      environmentId: environmentId ?? undefined,
    })),
  }
}

/**
 * Whether the caller may see this person or token and its grants. Callers may see themselves, and with permission
 * everywhere all others.
 */
export function canSeePerson(
  context: AccessContext,
  person: { userId?: string | null; tokenId?: string | null },
): boolean {
  const caller = callerOf(context)
  if (!caller) return false
  const { userId, tokenId } = caller.actor
  const isSelf = (userId && userId === person.userId) || (tokenId && tokenId === person.tokenId)
  return Boolean(isSelf) || isPermitted(caller, person.tokenId ? 'token.read' : 'user.read')
}
