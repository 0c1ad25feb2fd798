import { change } from '@lectern/domain/audit/change'
import type { Environment } from '@lectern/domain/database'
import { updateEnvironment as update } from '@lectern/domain/environments/environments'
import type { Context } from '../context.ts'
import { type EnvironmentInput, toEnvironmentPolicy } from './environment-policy.ts'
import { requireManagedEnvironment } from './require-managed-environment.ts'

/** Changes an environment. Absent fields stay unchanged. */
export async function updateEnvironment(
  context: Context,
  { slug, input }: { slug: string; input: EnvironmentInput },
): Promise<Environment> {
  const { services, by } = context
  const { id } = await requireManagedEnvironment(context, slug, 'change')
  const policy = toEnvironmentPolicy(services.settings.secret, input)
  return change(services.database, by, tx => update(tx, id, policy))
}
