import type { Package } from '@lectern/domain/database'
import { forbidden, notFound, unauthenticated } from '@lectern/domain/errors'
import { type Caller, isPermitted, type Permission } from '@lectern/domain/access/permissions'
import { canSeePackage } from './visible.ts'
import type { Services } from '@lectern/server/open-services'

/** The caller, or UNAUTHENTICATED when nobody is signed in. */
export function requireCaller(caller: Caller | null): Caller {
  if (!caller) throw unauthenticated()
  return caller
}

/** May the caller see this package at all? */
export const canSee = (caller: Caller, packageId: string): boolean =>
  canSeePackage({ access: { kind: 'caller', caller } }, packageId)

/** A package by its slug; NOT_FOUND when there is none or the caller may not see it. */
export async function requireVisiblePackage(services: Services, caller: Caller, slug: string): Promise<Package> {
  const pkg = await services.database.package.findUnique({ where: { slug } })
  if (!pkg || !canSee(caller, pkg.id)) throw notFound(`The package «${slug}»`)
  return pkg
}

/** The same, where the caller may also do something with it; FORBIDDEN otherwise. `doing` ends the sentence «You may not …». */
export async function requirePackage(
  services: Services,
  caller: Caller | null,
  slug: string,
  permission: Permission,
  action: string,
): Promise<Package> {
  const signedInCaller = requireCaller(caller)
  const pkg = await requireVisiblePackage(services, signedInCaller, slug)
  if (!isPermitted(signedInCaller, permission, { packageId: pkg.id })) throw forbidden(action)
  return pkg
}
