import { type Context, callerOf } from '../context.ts'
import { may, table, visiblePackages } from '../permissions.ts'

type Asking = Pick<Context, 'access'>

/** May whoever asks see this package, and with it everything of it? */
export function seesPackage(context: Asking, packageId: string): boolean {
  const visible = visiblePackages(callerOf(context))
  return visible === 'all' || visible.includes(packageId)
}

/** A filter for a column with a package's id: those that whoever asks may see. */
export function ofVisiblePackages(context: Asking): { in: string[] } | undefined {
  const visible = visiblePackages(callerOf(context))
  return visible === 'all' ? undefined : { in: visible }
}

/** The environments that whoever asks may see, because a right to read holds in them: all, or these ids. */
function visibleEnvironments(context: Asking): 'all' | string[] {
  const reading = (callerOf(context)?.rights ?? []).filter(right => table[right.role].includes('package.read'))
  if (reading.some(right => right.environmentId === null)) return 'all'
  return reading.flatMap(right => right.environmentId ?? [])
}

export function seesEnvironment(context: Asking, environmentId: string): boolean {
  const visible = visibleEnvironments(context)
  return visible === 'all' || visible.includes(environmentId)
}

/** A filter for a column with an environment's id: those that whoever asks may see. */
export function ofVisibleEnvironments(context: Asking): { in: string[] } | undefined {
  const visible = visibleEnvironments(context)
  return visible === 'all' ? undefined : { in: visible }
}

/** Who may read the whole log may see who is in it: people, tokens and their grants. Everybody sees oneself. */
export function seesPerson(context: Asking, person: { userId?: string | null; tokenId?: string | null }): boolean {
  const caller = callerOf(context)
  if (!caller) return false
  const { userId, tokenId } = caller.actor
  const self = (userId && userId === person.userId) || (tokenId && tokenId === person.tokenId)
  return Boolean(self) || may(caller, 'audit.read')
}
