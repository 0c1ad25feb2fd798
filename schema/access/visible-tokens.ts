import { includes } from '@lectern/domain/access/permissions'
import type { Prisma } from '@lectern/domain/database'
import { type Context, callerOf } from '../context.ts'

/**
 * Filters API tokens to those that the caller may read. Everywhere: all. In a scope: those whose grants are all in it. A
 * token sees itself. Null when nobody is signed in.
 */
export function visibleTokensFilter(context: Pick<Context, 'access'>): Prisma.ApiTokenWhereInput | null {
  const caller = callerOf(context)
  if (!caller) return null
  const rights = caller.rights.filter(right => includes(right, 'token.read'))
  if (rights.some(({ environmentId, packageId }) => environmentId === null && packageId === null)) return {}
  // The columns are null where a grant is not limited, and SQL finds no row by comparing null.
  const isOutside: Prisma.GrantWhereInput[] = rights.map(({ environmentId, packageId }) => ({
    OR: [
      ...(environmentId === null ? [] : [{ environmentId: null }, { environmentId: { not: environmentId } }]),
      ...(packageId === null ? [] : [{ packageId: null }, { packageId: { not: packageId } }]),
    ],
  }))
  return {
    OR: [
      ...(caller.actor.tokenId ? [{ id: caller.actor.tokenId }] : []),
      // Without the first condition, a token without grants would count as covered.
      { AND: [{ grants: { some: {} } }, { grants: { none: { AND: isOutside } } }] },
    ],
  }
}
