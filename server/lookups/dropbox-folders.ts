import type { DropboxFolder } from '@lectern/schema/context'
import { forbidden, notFound } from '@lectern/schema/errors'
import { type Caller, may } from '@lectern/schema/permissions'
import { listFolders } from '@lectern/workflows/clients/dropbox'
import { DropboxRefusal } from '@lectern/workflows/clients/dropbox-errors'
import { sees, signedIn } from '../commands/packages.ts'
import { askDropbox } from '../dropbox.ts'
import type { World } from '../world.ts'

/** The sub-folders of a Dropbox folder ('' is the root), by name, and which of them are packages that the caller may see. */
export async function dropboxFolders(world: World, caller: Caller | null, path: string): Promise<DropboxFolder[]> {
  const somebody = signedIn(caller)
  if (!may(somebody, 'dropbox.read')) throw forbidden('look into Dropbox')
  const folders = await askDropbox(dropbox => listFolders(dropbox, path.replace(/\/+$/, '')), world).catch(error => {
    throw error instanceof DropboxRefusal ? notFound(`The Dropbox folder «${path}»`) : error
  })
  const packages = await world.database.package.findMany({
    where: { dropboxId: { in: folders.map(folder => folder.dropboxId) } },
    select: { id: true, dropboxId: true },
  })
  const byFolder = new Map(packages.filter(({ id }) => sees(somebody, id)).map(pkg => [pkg.dropboxId, pkg.id]))
  return folders.map(({ path, name, dropboxId }) => ({ path, name, packageId: byFolder.get(dropboxId) ?? null }))
}
