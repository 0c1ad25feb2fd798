import type { Package } from '@lectern/schema/database'
import { forbidden, notFound, unauthenticated } from '@lectern/schema/errors'
import { type Caller, may, type Permission } from '@lectern/schema/permissions'
import { seesPackage } from '@lectern/schema/reads/visible'
import type { World } from '../world.ts'

/** The caller, or UNAUTHENTICATED when nobody is signed in. */
export function signedIn(caller: Caller | null): Caller {
  if (!caller) throw unauthenticated()
  return caller
}

/** May the caller see this package at all? */
export const sees = (caller: Caller, packageId: string): boolean =>
  seesPackage({ access: { kind: 'caller', caller } }, packageId)

/** A package by its slug; NOT_FOUND when there is none or the caller may not see it. */
export async function visiblePackage(world: World, caller: Caller, slug: string): Promise<Package> {
  const pkg = await world.database.package.findUnique({ where: { slug } })
  if (!pkg || !sees(caller, pkg.id)) throw notFound(`The package «${slug}»`)
  return pkg
}

/** The same, where the caller may also do something with it; FORBIDDEN otherwise. `doing` ends the sentence «You may not …». */
export async function packageFor(
  world: World,
  caller: Caller | null,
  slug: string,
  permission: Permission,
  doing: string,
): Promise<Package> {
  const somebody = signedIn(caller)
  const pkg = await visiblePackage(world, somebody, slug)
  if (!may(somebody, permission, { packageId: pkg.id })) throw forbidden(doing)
  return pkg
}
