import { reactivateUser as reactivate } from '@lectern/domain/access/people'
import { change } from '@lectern/domain/audit/change'
import type { User } from '@lectern/domain/database'
import type { Context } from '../context.ts'
import { requireManagedUser } from './require-user.ts'

/** Reactivates a person. Only owners reactivate an owner. */
export async function reactivateUser(context: Context, id: string): Promise<User> {
  await requireManagedUser(context, id, 'reactivate')
  return change(context.services.database, context.by, tx => reactivate(tx, id))
}
