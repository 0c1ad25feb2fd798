import { change } from '@lectern/domain/audit/change'
import type { Environment } from '@lectern/domain/database'
import { updateEnvironment as update } from '@lectern/domain/environments/environments'
import { requireRecentSignIn } from '../access/require-recent-sign-in.ts'
import type { Context } from '../context.ts'
import { type EnvironmentInput, toEnvironmentPolicy } from './environment-policy.ts'
import { requireManagedEnvironment } from './require-managed-environment.ts'

/** Changes an environment. Absent fields stay unchanged. What it requires of sign-ins changes only after a recent one. */
export async function updateEnvironment(
  context: Context,
  { slug, input }: { slug: string; input: EnvironmentInput },
): Promise<Environment> {
  const { services, by } = context
  const { id, requiresSecondFactor } = await requireManagedEnvironment(context, slug, 'change')
  if (input.requiresSecondFactor != null && input.requiresSecondFactor !== requiresSecondFactor)
    requireRecentSignIn(context)
  const policy = toEnvironmentPolicy(services.settings.secret, input)
  return change(services.database, by, tx => update(tx, id, policy))
}
