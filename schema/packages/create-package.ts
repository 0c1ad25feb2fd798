import { change } from '@lectern/domain/audit/change'
import type { Package } from '@lectern/domain/database'
import { createPackage as create, type NewPackage } from '@lectern/domain/packages/packages'
import { requestSync } from '@lectern/domain/sync/sync-runs'
import type { Context } from '../context.ts'
import { wakeSync } from '../sync/wake-sync.ts'
import { requireFolder } from './require-folder.ts'

type CreateInput = Omit<NewPackage, 'folder'> & { dropboxPath: string; synchronize?: boolean | null }

/**
 * Creates a package from a Dropbox folder, and starts its first synchronization if `synchronize` says so. INVALID_INPUT
 * when Dropbox has no such folder. Each role that may create packages may also synchronize and change them.
 */
export async function createPackage(
  context: Context,
  { dropboxPath, synchronize, ...input }: CreateInput,
): Promise<Package> {
  const { services, by } = context
  const folder = await requireFolder(context, dropboxPath, 'create packages')
  const { pkg, run } = await change(services.database, by, async tx => {
    const { result: pkg, events = [] } = await create(tx, by, { ...input, folder })
    const sync = synchronize ? await requestSync(tx, by, pkg.id, false) : null
    return { result: { pkg, run: sync?.result }, events: [...events, ...(sync?.events ?? [])] }
  })
  if (run) await wakeSync(services, pkg.id)
  return pkg
}
