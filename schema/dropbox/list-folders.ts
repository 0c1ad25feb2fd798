import type { DropboxFolder } from '../context.ts'
import { forbidden, notFound } from '@lectern/domain/errors'
import { type Caller, isPermitted } from '@lectern/domain/access/permissions'
import { listFolders } from '@lectern/workflows/dropbox/client'
import { DropboxEndpointError } from '@lectern/workflows/dropbox/errors'
import { canSee, requireCaller } from '../access/require-package.ts'
import { askDropbox } from '../ask-dropbox.ts'
import type { Services } from '@lectern/server/open-services'

/** The sub-folders of a Dropbox folder ('' is the root), by name, and which of them are packages that the caller may see. */
export async function dropboxFolders(
  services: Services,
  caller: Caller | null,
  path: string,
): Promise<DropboxFolder[]> {
  const signedInCaller = requireCaller(caller)
  if (!isPermitted(signedInCaller, 'dropbox.read')) throw forbidden('look into Dropbox')
  const folders = await askDropbox(dropbox => listFolders(dropbox, path.replace(/\/+$/, '')), services).catch(error => {
    throw error instanceof DropboxEndpointError ? notFound(`The Dropbox folder «${path}»`) : error
  })
  const packages = await services.database.package.findMany({
    where: { dropboxId: { in: folders.map(folder => folder.dropboxId) } },
    select: { id: true, dropboxId: true },
  })
  const byFolder = new Map(packages.filter(({ id }) => canSee(signedInCaller, id)).map(pkg => [pkg.dropboxId, pkg.id]))
  return folders.map(({ path, name, dropboxId }) => ({ path, name, packageId: byFolder.get(dropboxId) ?? null }))
}
