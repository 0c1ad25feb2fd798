import { change } from '@lectern/domain/audit/change'
import type { Environment } from '@lectern/domain/database'
import { revokeViewerTokens as revokeAll } from '@lectern/domain/environments/viewer-tokens'
import type { Context } from '../context.ts'
import { requireManagedEnvironment } from './require-managed-environment.ts'

/** Revokes all viewer tokens of an environment. */
export async function revokeViewerTokens(context: Context, slug: string): Promise<Environment> {
  const environment = await requireManagedEnvironment(context, slug, 'revoke viewer tokens of')
  return change(context.services.database, context.by, tx => revokeAll(tx, environment))
}
