import { revokeGrant as revoke } from '@lectern/domain/access/grants'
import { change } from '@lectern/domain/audit/change'
import type { Grant } from '@lectern/domain/database'
import { notFound } from '@lectern/domain/errors'
import { isUuid } from '@lectern/domain/uuid'
import { requireCaller, requirePermission } from '../access/require-package.ts'
import { canSeePerson } from '../access/visible.ts'
import type { Context } from '../context.ts'
import { requireOwnerFor } from './granted-role.ts'

/** Takes a grant away. `query` selects what the request wants of it, which is read before it is gone. */
export async function revokeGrant(context: Context, id: string, query: object): Promise<Grant> {
  requireCaller(context)
  const { database } = context.services
  const found = isUuid(id) ? await database.grant.findUnique({ where: { id } }) : null
  if (!found || !canSeePerson(context, found)) throw notFound('This grant')
  requirePermission(context, 'revoke this grant')
  requireOwnerFor(context, found)
  const grant = await database.grant.findUniqueOrThrow({ ...query, where: { id } })
  await change(database, context.by, tx => revoke(tx, id))
  return grant
}
