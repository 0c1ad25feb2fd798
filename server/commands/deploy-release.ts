import type { By } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { deployRelease as deploy } from '@lectern/schema/changes/deploy'
import { withdraw } from '@lectern/schema/changes/withdraw'
import type { Deployment, Environment, Package, Release } from '@lectern/schema/database'
import { forbidden, notFound } from '@lectern/schema/errors'
import { type Caller, may } from '@lectern/schema/permissions'
import type { World } from '../world.ts'
import { visibleEnvironment } from './environments.ts'
import { signedIn, visiblePackage } from './packages.ts'
import { wakeSoon } from './wake.ts'

/** A package and one of its releases; NOT_FOUND when there is none such or the caller may not see it. */
export async function visibleRelease(
  world: World,
  caller: Caller,
  slug: string,
  number: number,
): Promise<{ pkg: Package; release: Release }> {
  const pkg = await visiblePackage(world, caller, slug)
  const release = await world.database.release.findUnique({
    where: { packageId_number: { packageId: pkg.id, number } },
  })
  if (!release) throw notFound(`Release ${number} of «${slug}»`)
  return { pkg, release }
}

/** Shows a release in an environment: promotes it, or rolls back to it. */
export async function deployRelease(
  world: World,
  caller: Caller | null,
  by: By,
  wished: { package: string; release: number; environment: string },
): Promise<Deployment> {
  const somebody = signedIn(caller)
  const { pkg, release } = await visibleRelease(world, somebody, wished.package, wished.release)
  const environment = await visibleEnvironment(world, somebody, wished.environment)
  const place = { packageId: pkg.id, environmentId: environment.id }
  if (!may(somebody, 'package.deploy', place)) throw forbidden(`show «${pkg.slug}» in ${environment.name}`)
  return change(world.database, by, tx => deploy(tx, by, { ...place, releaseId: release.id }))
}

/** Withdraws every number of a package from an environment. What was being published there is cleaned up by its workflow. */
export async function unpublishPackage(
  world: World,
  caller: Caller | null,
  by: By,
  slug: string,
  name: string,
): Promise<Environment> {
  const somebody = signedIn(caller)
  const { id: packageId } = await visiblePackage(world, somebody, slug)
  const environment = await visibleEnvironment(world, somebody, name)
  if (!may(somebody, 'package.unpublish', { packageId, environmentId: environment.id }))
    throw forbidden(`take «${slug}» out of ${environment.name}`)
  const answer = await change(world.database, by, tx => withdraw(tx, by, packageId, environment))
  await wakeSoon(world, { workflow: 'publish', packageId })
  return answer
}
