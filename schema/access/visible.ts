import { type Context, callerOf } from '../context.ts'
import { isPermitted, rolePermissions, visiblePackageIds } from '@lectern/domain/access/permissions'

type AccessContext = Pick<Context, 'access'>

/** May whoever asks see this package, and with it everything of it? */
export function canSeePackage(context: AccessContext, packageId: string): boolean {
  const visible = visiblePackageIds(callerOf(context))
  return visible === 'all' || visible.includes(packageId)
}

/** A filter for a column with a package's id: those that whoever asks may see. */
export function visiblePackagesFilter(context: AccessContext): { in: string[] } | undefined {
  const visible = visiblePackageIds(callerOf(context))
  return visible === 'all' ? undefined : { in: visible }
}

/** The environments that whoever asks may see, because a right to read holds in them: all, or these ids. */
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

/** A filter for a column with an environment's id: those that whoever asks may see. */
export function visibleEnvironmentsFilter(context: AccessContext): { in: string[] } | undefined {
  const visible = visibleEnvironmentIds(context)
  return visible === 'all' ? undefined : { in: visible }
}

/** Who may read the whole log may see who is in it: people, tokens and their grants. Everybody sees oneself. */
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
