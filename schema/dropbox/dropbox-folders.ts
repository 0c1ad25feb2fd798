import { isPermitted } from '@lectern/domain/access/permissions'
import { forbidden, notFound } from '@lectern/domain/errors'
import { listFolders } from '@lectern/workflows/dropbox/client'
import { DropboxEndpointError } from '@lectern/workflows/dropbox/errors'
import { requireCaller } from '../access/require-package.ts'
import { canSeePackage } from '../access/visible.ts'
import { askDropbox } from '../ask-dropbox.ts'
import type { Context } from '../context.ts'

/** A Dropbox folder. `packageId`: the package made from it, if the caller may see that package. */
export type DropboxFolder = { path: string; name: string; packageId: string | null }

/** The subfolders of a Dropbox folder ('' is the root), by name. NOT_FOUND when there is no such folder. */
export async function dropboxFolders(context: Context, path: string): Promise<DropboxFolder[]> {
  const { services } = context
  if (!isPermitted(requireCaller(context), 'dropbox.read')) throw forbidden('list Dropbox folders')
  const folders = await askDropbox(services, dropbox => listFolders(dropbox, path.replace(/\/+$/, ''))).catch(error => {
    throw error instanceof DropboxEndpointError ? notFound(`The Dropbox folder "${path}"`) : error
  })
  const packages = await services.database.package.findMany({
    where: { dropboxId: { in: folders.map(folder => folder.dropboxId) } },
    select: { id: true, dropboxId: true },
  })
  const visible = packages.filter(({ id }) => canSeePackage(context, id))
  const packageByFolder = new Map(visible.map(({ id, dropboxId }) => [dropboxId, id]))
  return folders.map(({ path, name, dropboxId }) => ({ path, name, packageId: packageByFolder.get(dropboxId) ?? null }))
}
