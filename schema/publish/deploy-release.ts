import type { Attribution } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { deployRelease as deploy } from '@lectern/domain/publish/deployments'
import { unpublish } from '@lectern/domain/publish/unpublish'
import type { Deployment, Environment, Package, Release } from '@lectern/domain/database'
import { forbidden, notFound } from '@lectern/domain/errors'
import { type Caller, isPermitted } from '@lectern/domain/access/permissions'
import type { Services } from '@lectern/server/open-services'
import { requireCaller, requireVisiblePackage } from '../access/require-package.ts'
import { requireEnvironment } from '../access/require-environment.ts'
import { tryWake } from '../wake.ts'

/** A package and one of its releases; NOT_FOUND when there is none such or the caller may not see it. */
export async function requireRelease(
  services: Services,
  caller: Caller,
  slug: string,
  number: number,
): Promise<{ pkg: Package; release: Release }> {
  const pkg = await requireVisiblePackage(services, caller, slug)
  const release = await services.database.release.findUnique({
    where: { packageId_number: { packageId: pkg.id, number } },
  })
  if (!release) throw notFound(`Release ${number} of «${slug}»`)
  return { pkg, release }
}

/** Shows a release in an environment: promotes it, or rolls back to it. */
export async function deployRelease(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  input: { package: string; release: number; environment: string },
): Promise<Deployment> {
  const signedInCaller = requireCaller(caller)
  const { pkg, release } = await requireRelease(services, signedInCaller, input.package, input.release)
  const environment = await requireEnvironment(services, signedInCaller, input.environment)
  const target = { packageId: pkg.id, environmentId: environment.id }
  if (!isPermitted(signedInCaller, 'package.deploy', target))
    throw forbidden(`show «${pkg.slug}» in ${environment.name}`)
  return change(services.database, by, tx => deploy(tx, by, { ...target, releaseId: release.id }))
}

/** Withdraws every number of a package from an environment. What was being published there is cleaned up by its workflow. */
export async function unpublishPackage(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  slug: string,
  name: string,
): Promise<Environment> {
  const signedInCaller = requireCaller(caller)
  const { id: packageId } = await requireVisiblePackage(services, signedInCaller, slug)
  const environment = await requireEnvironment(services, signedInCaller, name)
  if (!isPermitted(signedInCaller, 'package.unpublish', { packageId, environmentId: environment.id }))
    throw forbidden(`take «${slug}» out of ${environment.name}`)
  const result = await change(services.database, by, tx => unpublish(tx, by, packageId, environment))
  await tryWake(services, { workflow: 'publish', packageId })
  return result
}
