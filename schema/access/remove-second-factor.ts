import { removeSecondFactor as remove } from '@lectern/domain/access/second-factor'
import { change } from '@lectern/domain/audit/change'
import type { User } from '@lectern/domain/database'
import type { Context } from '../context.ts'
import { requireRecentSignIn } from './require-recent-sign-in.ts'
import { requireManagedUser } from './require-user.ts'

/** Removes the second factor of a person who lost it, and ends the sessions. Only owners do so for an owner. */
export async function removeSecondFactor(context: Context, id: string): Promise<User> {
  await requireManagedUser(context, id, 'remove the second factor of')
  requireRecentSignIn(context)
  return change(context.services.database, context.by, tx => remove(tx, id))
}
