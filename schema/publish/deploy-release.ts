import { change } from '@lectern/domain/audit/change'
import type { Deployment } from '@lectern/domain/database'
import { forbidden } from '@lectern/domain/errors'
import { deployRelease as deploy } from '@lectern/domain/publish/deployments'
import { permits } from '../access/permits.ts'
import { requireEnvironment } from '../access/require-environment.ts'
import { requireCaller } from '../access/require-package.ts'
import type { Context } from '../context.ts'
import { requireRelease } from './require-release.ts'

/** Shows a release in an environment: promotes it, or rolls back to it. */
export async function deployRelease(
  context: Context,
  input: { package: string; release: number; environment: string },
): Promise<Deployment> {
  const { services, by } = context
  requireCaller(context)
  const { pkg, release } = await requireRelease(context, input.package, input.release)
  const environment = await requireEnvironment(context, input.environment)
  const target = { packageId: pkg.id, environmentId: environment.id }
  if (!permits(context, target)) throw forbidden(`show "${pkg.slug}" in ${environment.name}`)
  return change(services.database, by, tx => deploy(tx, by, { ...target, releaseId: release.id }))
}
