import { change } from '@lectern/domain/audit/change'
import type { Package } from '@lectern/domain/database'
import { createPackage as create } from '@lectern/domain/packages/packages'
import type { Context } from '../context.ts'
import { requireFolder } from './require-folder.ts'

type CreateInput = { dropboxPath: string; title?: string | null; slug?: string | null; description?: string | null }

/** Creates a package from a Dropbox folder. INVALID_INPUT when Dropbox has no such folder. */
export async function createPackage(context: Context, input: CreateInput): Promise<Package> {
  const { services, by } = context
  const folder = await requireFolder(context, input.dropboxPath, 'create packages')
  return change(services.database, by, tx => create(tx, by, { ...input, folder }))
}
