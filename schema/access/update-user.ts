import { updateUser as update } from '@lectern/domain/access/people'
import { change } from '@lectern/domain/audit/change'
import type { User } from '@lectern/domain/database'
import { invalidInput } from '@lectern/domain/errors'
import type { Context } from '../context.ts'
import { requireCaller } from './require-package.ts'
import { requireManagedUser } from './require-user.ts'

/** Changes the name of the caller, or with permission that of another person. An absent field stays unchanged. */
export async function updateUser(
  context: Context,
  { id, input }: { id: string; input: { name?: string | null } },
): Promise<User> {
  if (requireCaller(context).actor.userId !== id) await requireManagedUser(context, id, 'rename')
  const name = input.name?.trim()
  if (name === '') throw invalidInput('input.name', 'The name is empty. Enter the name of the person.')
  return change(context.services.database, context.by, tx => update(tx, id, { name }))
}
