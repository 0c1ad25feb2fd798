import { change } from '@lectern/domain/audit/change'
import type { Environment } from '@lectern/domain/database'
import { forbidden } from '@lectern/domain/errors'
import { unpublish } from '@lectern/domain/publish/unpublish'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import { permits } from '../access/permits.ts'
import { requireEnvironment } from '../access/require-environment.ts'
import { requireCaller, requireVisiblePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'

/**
 * Removes every release of a package from an environment. Cancels its open publications there, and wakes their
 * workflow.
 */
export async function unpublishPackage(
  context: Context,
  input: { slug: string; environment: string },
): Promise<Environment> {
  const { services, by } = context
  requireCaller(context)
  const { id: packageId } = await requireVisiblePackage(context, input.slug)
  const environment = await requireEnvironment(context, input.environment)
  if (!permits(context, { packageId, environmentId: environment.id }))
    throw forbidden(`unpublish "${input.slug}" from ${environment.name}`)
  const result = await change(services.database, by, tx => unpublish(tx, by, packageId, environment))
  await tryWake(services, { workflow: 'publish', packageId }, clickTimeoutMs)
  return result
}
