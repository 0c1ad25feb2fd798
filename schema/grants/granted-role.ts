import type { GrantedRole } from '@lectern/domain/access/grants'
import { isOwner, type Role } from '@lectern/domain/access/permissions'
import { forbidden } from '@lectern/domain/errors'
import { rightsMeet } from '../access/permits.ts'
import { requireEnvironment } from '../access/require-environment.ts'
import { requireCaller, requireVisiblePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'

/** A role and its scope as a person enters them: by slugs. */
export type RoleInput = { role: Role; environment?: string | null; package?: string | null }

/** Finds the scope of a role. NOT_FOUND when the caller may not see it. FORBIDDEN for OWNER when the caller is not one. */
export async function toGrantedRole(
  context: Context,
  { role, environment, package: slug }: RoleInput,
): Promise<GrantedRole> {
  const environmentId = environment == null ? null : (await requireEnvironment(context, environment)).id
  const packageId = slug == null ? null : (await requireVisiblePackage(context, slug)).id
  requireOwnerFor(context, { role, environmentId, packageId })
  return { role, environmentId, packageId }
}

/** Only owners give and take the role OWNER; FORBIDDEN for others. */
export function requireOwnerFor(context: Context, { role, environmentId, packageId }: GrantedRole): void {
  const scope = { environmentId: environmentId ?? undefined, packageId: packageId ?? undefined }
  requireCaller(context)
  if (role === 'OWNER' && !rightsMeet(context, caller => isOwner(caller, scope)))
    throw forbidden('give or take the role of an owner', 'Ask an owner.')
}
