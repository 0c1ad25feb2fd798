import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { Package, Tx } from '../database.ts'
import { conflict, invalidInput } from '../errors.ts'
import { addressWords, freeSlug, slugOf } from '../slug.ts'
import { endDrafts, type Folder, lockFolders, lockOverlappingArchives, requireFreeFolder } from './folders.ts'

export type NewPackage = { folder: Folder; title?: string | null; slug?: string | null; description?: string | null }

/**
 * Creates a package from a Dropbox folder. Ends the drafts of archived packages that had this folder. Throws CONFLICT
 * when the folder overlaps that of a package that is not archived, and INVALID_INPUT when its name gives no slug.
 */
export async function createPackage(tx: Tx, by: Attribution, input: NewPackage): Promise<Change<Package>> {
  const { folder } = input
  await lockFolders(tx)
  const archives = await lockOverlappingArchives(tx, folder, null)
  await requireFreeFolder(tx, folder, null)
  const pkg = await tx.package.create({
    data: {
      slug: await chooseSlug(tx, input),
      title: input.title?.trim() || folder.name,
      description: input.description ?? null,
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

async function chooseSlug(tx: Tx, { slug, folder }: NewPackage): Promise<string> {
  const baseSlug = slugOf(slug ?? folder.name)
  if (slug && baseSlug !== slug)
    throw invalidInput(
      'input.slug',
      'This slug is not valid. Use 1 to 63 of the characters a–z, 0–9, and -, and start and end with a letter or digit.',
    )
  if (!baseSlug)
    throw invalidInput(
      'input.slug',
      `The folder name "${folder.name}" gives no slug. Enter a slug with the characters a–z, 0–9, and -.`,
    )
  if (slug && addressWords.includes(slug))
    throw invalidInput('input.slug', `The slug "${slug}" is reserved for Lectern. Choose another slug.`)
  return freeSlug(baseSlug, async candidate => {
    const isTaken = (await tx.package.count({ where: { slug: candidate } })) > 0
    if (isTaken && slug) throw conflict(`A package with the slug "${slug}" already exists. Choose another slug.`)
    return isTaken
  })
}
