import { isOwner } from '@lectern/domain/access/permissions'
import type { User } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import type { Context } from '../context.ts'
import { rightsMeet } from './permits.ts'
import { requireCaller, requirePermission } from './require-package.ts'
import { canSeePerson } from './visible.ts'

/**
 * The person with this id, whom the caller may manage; NOT_FOUND when the caller may not see the person. FORBIDDEN for
 * callers without permission, and for an owner when the caller is not one. `verb`: as in "You are not allowed to
 * <verb> Anna."
 */
export async function requireManagedUser(context: Context, id: string, verb: string): Promise<User> {
  requireCaller(context)
  const user = canSeePerson(context, { userId: id })
    ? await context.services.database.user.findUnique({ where: { id }, include: { grants: true } })
    : null
  if (!user) throw notFound('This person')
  requirePermission(context, `${verb} ${user.name}`)
  const ownerScopes = user.grants.filter(({ role }) => role === 'OWNER')
  for (const { environmentId, packageId } of ownerScopes) {
    const scope = { environmentId: environmentId ?? undefined, packageId: packageId ?? undefined }
    if (!rightsMeet(context, caller => isOwner(caller, scope))) throw forbidden(`${verb} an owner`, 'Ask an owner.')
  }
  return user
}
