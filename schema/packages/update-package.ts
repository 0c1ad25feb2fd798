import { change } from '@lectern/domain/audit/change'
import type { Package } from '@lectern/domain/database'
import { changeFolder } from '@lectern/domain/packages/change-folder'
import { type PackageUpdate, updatePackage as update } from '@lectern/domain/packages/update-package'
import { requirePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'
import { wakeSync } from '../sync/wake-sync.ts'
import { requireFolder } from './require-folder.ts'

type UpdateInput = PackageUpdate & { dropboxPath?: string | null }

/**
 * Changes a package's title, description, start page, auto-sync, or Dropbox folder. Absent fields stay unchanged, and null
 * keeps the folder. Another folder is synchronized at once.
 */
export async function updatePackage(
  context: Context,
  { slug, input: { dropboxPath, ...input } }: { slug: string; input: UpdateInput },
): Promise<Package> {
  const { services, by } = context
  const { id: packageId } = await requirePackage(context, slug, `change "${slug}"`)
  const folder =
    typeof dropboxPath === 'string' ? await requireFolder(context, dropboxPath, 'choose the folder of a package') : null
  const { pkg, run } = await change(services.database, by, async tx => {
    const moved = folder && (await changeFolder(tx, by, packageId, folder))
    const { result, events = [] } = await update(tx, packageId, input)
    return { result: { pkg: result, run: moved?.result }, events: [...(moved?.events ?? []), ...events] }
  })
  if (run) await wakeSync(services, packageId)
  return pkg
}
