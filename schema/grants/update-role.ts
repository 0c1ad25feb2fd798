import { isOwner, type Role } from '@lectern/domain/access/permissions'
import { updateRole as update } from '@lectern/domain/access/second-factor'
import { change } from '@lectern/domain/audit/change'
import type { RoleSettings } from '@lectern/domain/database'
import { forbidden } from '@lectern/domain/errors'
import { rightsMeet } from '../access/permits.ts'
import { requirePermission } from '../access/require-package.ts'
import { requireRecentSignIn } from '../access/require-recent-sign-in.ts'
import type { Context } from '../context.ts'

/** Sets whether a role requires a second factor. Only owners change the role OWNER. */
export async function updateRole(context: Context, role: Role, requiresSecondFactor: boolean): Promise<RoleSettings> {
  requirePermission(context, 'change roles')
  if (role === 'OWNER' && !rightsMeet(context, caller => isOwner(caller, {})))
    throw forbidden('change the role of owners', 'Ask an owner.')
  requireRecentSignIn(context)
  return change(context.services.database, context.by, tx => update(tx, role, requiresSecondFactor))
}
