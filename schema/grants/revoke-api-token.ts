import { revokeToken } from '@lectern/domain/access/api-tokens'
import { holdsRight } from '@lectern/domain/access/permissions'
import { change } from '@lectern/domain/audit/change'
import type { ApiToken } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { isUuid } from '@lectern/domain/uuid'
import { findApiToken } from '../access/api-token.ts'
import { permits, rightsMeet } from '../access/permits.ts'
import { requireCaller } from '../access/require-package.ts'
import type { Context } from '../context.ts'

/** Revokes an API token. The caller must manage tokens wherever it has a grant, and hold what it holds. */
export async function revokeApiToken(context: Context, id: string): Promise<ApiToken> {
  const { services, by } = context
  requireCaller(context)
  const token = isUuid(id) ? await findApiToken(context, id) : null
  if (!token) throw notFound('This API token')
  const grants = await services.database.grant.findMany({ where: { tokenId: id } })
  const scopes = grants.map(({ environmentId, packageId }) => ({
    environmentId: environmentId ?? undefined,
    packageId: packageId ?? undefined,
  }))
  // Only a caller with the permission everywhere can revoke a token without grants.
  const mayManage = (scopes.length > 0 ? scopes : [{}]).every(scope => permits(context, scope))
  const isOwners = grants.some(({ role }) => role === 'OWNER')
  if (!mayManage || (isOwners && !grants.every(grant => rightsMeet(context, caller => holdsRight(caller, grant)))))
    throw forbidden('revoke this API token', 'Ask an owner, or an administrator who manages tokens there.')
  return change(services.database, by, tx => revokeToken(tx, id))
}
