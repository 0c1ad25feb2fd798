import { isPermitted, type Permission, permissionsOf, type Scope } from '@lectern/domain/access/permissions'
import { type Context, callerOf } from '../context.ts'

/** Whether the caller has the permission that the field names, in this scope; without a scope, everywhere. */
export const permits = (context: Context, scope: Scope = {}): boolean =>
  isPermitted(callerOf(context), permissionOf(context), scope)

/** Whether the caller has the permission that the field names in at least one scope. */
export function permitsAnywhere(context: Context): boolean {
  const caller = callerOf(context)
  return caller !== null && permissionsOf(caller).includes(permissionOf(context))
}

/** The permission that the field names. Throws when it names none, because nothing would be checked then. */
export function permissionOf({ permission }: Context): Permission {
  if (!permission) throw new Error('The field names no permission. Add the option `permission` to it.')
  return permission
}
