import type { Caller } from '@lectern/domain/access/permissions'
import type { Package } from '@lectern/domain/database'
import { forbidden, notFound, unauthenticated } from '@lectern/domain/errors'
import { type Context, callerOf } from '../context.ts'
import { permits } from './permits.ts'
import { canSeePackage } from './visible.ts'

/** The caller; UNAUTHENTICATED when nobody is signed in. */
export function requireCaller(context: Context): Caller {
  const caller = callerOf(context)
  if (!caller) throw unauthenticated()
  return caller
}

/** The caller, who has the field's permission everywhere; FORBIDDEN otherwise. `action` completes "You are not allowed to …". */
export function requirePermission(context: Context, action: string): Caller {
  const caller = requireCaller(context)
  if (!permits(context)) throw forbidden(action)
  return caller
}

/** The package with this slug; NOT_FOUND when there is none or the caller may not see it. */
export async function requireVisiblePackage(context: Context, slug: string): Promise<Package> {
  requireCaller(context)
  const pkg = await context.services.database.package.findUnique({ where: { slug } })
  if (!pkg || !canSeePackage(context, pkg.id)) throw notFound(`The package "${slug}"`)
  return pkg
}

/**
 * The package with this slug, for which the caller has the field's permission; FORBIDDEN otherwise. `action` completes "You are not
 * allowed to …".
 */
export async function requirePackage(context: Context, slug: string, action: string): Promise<Package> {
  const pkg = await requireVisiblePackage(context, slug)
  if (!permits(context, { packageId: pkg.id })) throw forbidden(action)
  return pkg
}
