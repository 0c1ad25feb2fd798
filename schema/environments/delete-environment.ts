import { change } from '@lectern/domain/audit/change'
import type { Environment } from '@lectern/domain/database'
import { deleteEnvironment as remove } from '@lectern/domain/environments/environments'
import { requireRecentSignIn } from '../access/require-recent-sign-in.ts'
import type { Context } from '../context.ts'
import { requireManagedEnvironment } from './require-managed-environment.ts'

/** Deletes an environment that shows no package. */
export async function deleteEnvironment(context: Context, slug: string): Promise<Environment> {
  const { id } = await requireManagedEnvironment(context, slug, 'delete')
  requireRecentSignIn(context)
  return change(context.services.database, context.by, tx => remove(tx, id))
}
