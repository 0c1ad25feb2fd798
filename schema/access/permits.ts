import {
  type Caller,
  isPermitted,
  type Permission,
  permissionsOf,
  type Scope,
} from '@lectern/domain/access/permissions'
import { lacksSecondFactor, withoutDemandingRoles } from '@lectern/domain/access/second-factor'
import { secondFactorRequired } from '@lectern/domain/errors'
import { type Context, callerOf } from '../context.ts'

/**
 * Whether the caller has a permission in this scope; without a scope, everywhere. The permission is the one that the field
 * names, or `permission`, which an argument needs in addition. In a mutation, throws FORBIDDEN if the caller has it but
 * lacks the second factor that it demands.
 */
export function permits(context: Context, scope: Scope = {}, permission = permissionOf(context)): boolean {
  const caller = callerOf(context)
  if (!isPermitted(caller, permission, scope)) return false
  if (context.isMutation && caller && lacksSecondFactor(caller, permission, scope)) throw secondFactorRequired()
  return true
}

/**
 * Whether the caller's rights meet a condition, such as that of an owner. In a mutation, throws FORBIDDEN if they do only with
 * those that demand a second factor which the session lacks.
 */
export function rightsMeet(context: Context, condition: (caller: Caller) => boolean): boolean {
  const caller = callerOf(context)
  if (!caller || !condition(caller)) return false
  if (context.isMutation && !condition(withoutDemandingRoles(caller))) throw secondFactorRequired()
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
