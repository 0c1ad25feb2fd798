import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { Package, Tx } from '../database.ts'
import { endDrafts, type Folder, lockFolders, lockOverlappingArchives, requireFreeFolder } from './folders.ts'
import { chooseSlug } from './new-slug.ts'
import { validateAutoSyncMinutes } from './update-package.ts'

/** `slug`: by default from the folder's name. `autoSyncMinutes`: null leaves automatic synchronization off. */
export type NewPackage = {
  folder: Folder
  title?: string | null
  slug?: string | null
  description?: string | null
  autoSyncMinutes?: number | null
}

/**
 * Creates a package from a Dropbox folder. Ends the drafts of archived packages that had this folder. Throws CONFLICT
 * when the folder overlaps that of a package that is not archived, and INVALID_INPUT when its name gives no slug.
 */
export async function createPackage(tx: Tx, by: Attribution, input: NewPackage): Promise<Change<Package>> {
  const { folder } = input
  await lockFolders(tx)
  const archives = await lockOverlappingArchives(tx, folder, null)
  await requireFreeFolder(tx, folder, null, 'input.dropboxPath')
  const pkg = await tx.package.create({
    data: {
      slug: await chooseSlug(tx, input.slug, folder.name),
      title: input.title?.trim() || folder.name,
      description: input.description?.trim() || null,
      autoSyncMinutes: validateAutoSyncMinutes(input.autoSyncMinutes ?? null),
      dropboxId: folder.dropboxId,
      dropboxPath: folder.path,
      dropboxPathLower: folder.pathLower,
      createdBy: by.actor,
    },
  })
  const event: Event = {
    action: 'package.created',
    subjectType: 'Package',
    subjectId: pkg.id,
    packageId: pkg.id,
    summary: `Created "${pkg.title}" from the Dropbox folder ${folder.path}`,
    after: { slug: pkg.slug, title: pkg.title, dropboxPath: pkg.dropboxPath },
  }
  return { result: pkg, events: [event, ...(await endDrafts(tx, archives, pkg.title))] }
}
