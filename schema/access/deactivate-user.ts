import { deactivateUser as deactivate } from '@lectern/domain/access/people'
import { change } from '@lectern/domain/audit/change'
import type { User } from '@lectern/domain/database'
import type { Context } from '../context.ts'
import { requireManagedUser } from './require-user.ts'

/** Deactivates a person. Only owners deactivate an owner. */
export async function deactivateUser(context: Context, id: string): Promise<User> {
  await requireManagedUser(context, id, 'deactivate')
  return change(context.services.database, context.by, tx => deactivate(tx, id))
}
