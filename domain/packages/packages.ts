import type { Attribution } from '../audit/actor.ts'
import { type Package, Prisma, type Tx } from '../database.ts'
import { conflict, invalidInput } from '../errors.ts'
import { slugOf } from '../slug.ts'
import type { Change, Event } from '../audit/change.ts'

/** A folder of Dropbox, as looked up by its path just before. */
export type Folder = { dropboxId: string; path: string; pathLower: string; name: string }

export type NewPackage = { folder: Folder; title?: string | null; slug?: string | null; description?: string | null }

/** Makes a package of a Dropbox folder. CONFLICT inside, around or equal to another's; INVALID_INPUT when no slug can be made. */
export async function createPackage(tx: Tx, by: Attribution, input: NewPackage): Promise<Change<Package>> {
  const { folder } = input
  // Two clicks at once must not both find no neighbour: creating packages is rare, so they queue.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('create-package'))::text`
  await refuseOverlap(tx, folder)
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
    summary: `«${pkg.title}» was made from the Dropbox folder ${folder.path}`,
    after: { slug: pkg.slug, title: pkg.title, dropboxPath: pkg.dropboxPath },
  }
  return { result: pkg, events: [event] }
}

/** SQL, of a row of `package`: its folder, by the row, is this place, holds it, or lies inside it. */
export const overlapsFolderSql = (pathLower: string): Prisma.Sql => Prisma.sql`(dropbox_path_lower = ${pathLower}
  OR starts_with(${pathLower}, dropbox_path_lower || '/') OR starts_with(dropbox_path_lower, ${pathLower} || '/'))`

async function refuseOverlap(tx: Tx, folder: Folder): Promise<void> {
  const [overlapping] = await tx.$queryRaw<{ title: string; dropboxPath: string }[]>`
    SELECT title, dropbox_path AS "dropboxPath" FROM package
    WHERE dropbox_id = ${folder.dropboxId} OR ${overlapsFolderSql(folder.pathLower)}
    LIMIT 1`
  if (!overlapping) return
  const message = `The folder ${folder.path} is, lies inside, or holds the folder of the package «${overlapping.title}» (${overlapping.dropboxPath}). Choose another folder, or use that package.`
  throw conflict(message, [{ code: 'FOLDER_TAKEN', message, path: overlapping.dropboxPath }])
}

async function chooseSlug(tx: Tx, { slug, folder }: NewPackage): Promise<string> {
  const baseSlug = slugOf(slug ?? folder.name)
  if (slug && baseSlug !== slug)
    throw invalidInput(
      'input.slug',
      'A slug has only a–z, 0–9 and -, at most 63 of them, and begins and ends with a letter or digit.',
    )
  if (!baseSlug)
    throw invalidInput(
      'input.slug',
      `No address can be made from the name «${folder.name}». Give one with the letters a–z, 0–9 and -.`,
    )
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? baseSlug : `${baseSlug.slice(0, 58)}-${number}`
    const isTaken =
      ['graphql', 'media'].includes(candidate) || (await tx.package.count({ where: { slug: candidate } })) > 0
    if (!isTaken) return candidate
    if (slug) throw conflict(`There is a package called ${slug} already. Choose another slug.`)
  }
}
