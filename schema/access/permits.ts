import { isPermitted, type Permission, permissionsOf, type Scope } from '@lectern/domain/access/permissions'
import { lacksSecondFactor } from '@lectern/domain/access/second-factor'
import { secondFactorRequired } from '@lectern/domain/errors'
import { type Context, callerOf } from '../context.ts'

/**
 * Whether the caller has the permission that the field names, in this scope; without a scope, everywhere. In a mutation,
 * throws FORBIDDEN if the caller has it but lacks the second factor that it demands.
 */
export function permits(context: Context, scope: Scope = {}): boolean {
  const caller = callerOf(context)
  const permission = permissionOf(context)
  if (!isPermitted(caller, permission, scope)) return false
  if (context.isMutation && caller && lacksSecondFactor(caller, permission, scope)) throw secondFactorRequired()
  return true
}

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
