import { change } from '@lectern/domain/audit/change'
import type { Environment } from '@lectern/domain/database'
import { createEnvironment as create } from '@lectern/domain/environments/environments'
import { requirePermission } from '../access/require-package.ts'
import type { Context } from '../context.ts'
import { type EnvironmentInput, toEnvironmentPolicy } from './environment-policy.ts'

/** Creates an environment. */
export async function createEnvironment(
  context: Context,
  { slug, ...input }: EnvironmentInput & { slug: string },
): Promise<Environment> {
  const { services, by } = context
  requirePermission(context, 'create environments')
  const policy = toEnvironmentPolicy(services.settings.secret, input)
  return change(services.database, by, tx => create(tx, { slug, ...policy }))
}
