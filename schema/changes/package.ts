import type { By } from '../actor.ts'
import { type Package, Prisma, type Tx } from '../database.ts'
import { conflict, invalidInput } from '../errors.ts'
import { slugOf } from '../slug.ts'
import type { Event, Outcome } from './change.ts'

/** A folder of Dropbox, as looked up by its path just before. */
export type Folder = { dropboxId: string; path: string; pathLower: string; name: string }

export type NewPackage = { folder: Folder; title?: string | null; slug?: string | null; description?: string | null }

/** Makes a package of a Dropbox folder. CONFLICT inside, around or equal to another's; INVALID_INPUT when no slug can be made. */
export async function createPackage(tx: Tx, by: By, input: NewPackage): Promise<Outcome<Package>> {
  const { folder } = input
  // Two clicks at once must not both find no neighbour: creating packages is rare, so they queue.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('create-package'))::text`
  await refuseNeighbours(tx, folder)
  const made = await tx.package.create({
    data: {
      slug: await freeSlug(tx, input),
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
    subjectId: made.id,
    packageId: made.id,
    summary: `«${made.title}» was made from the Dropbox folder ${folder.path}`,
    after: { slug: made.slug, title: made.title, dropboxPath: made.dropboxPath },
  }
  return { result: made, events: [event] }
}

/** SQL, of a row of `package`: its folder, by the row, is this place, holds it, or lies inside it. */
export const meets = (pathLower: string): Prisma.Sql => Prisma.sql`(dropbox_path_lower = ${pathLower}
  OR starts_with(${pathLower}, dropbox_path_lower || '/') OR starts_with(dropbox_path_lower, ${pathLower} || '/'))`

async function refuseNeighbours(tx: Tx, folder: Folder): Promise<void> {
  const [neighbour] = await tx.$queryRaw<{ title: string; dropboxPath: string }[]>`
    SELECT title, dropbox_path AS "dropboxPath" FROM package
    WHERE dropbox_id = ${folder.dropboxId} OR ${meets(folder.pathLower)}
    LIMIT 1`
  if (!neighbour) return
  const message = `The folder ${folder.path} is, lies inside, or holds the folder of the package «${neighbour.title}» (${neighbour.dropboxPath}). Choose another folder, or use that package.`
  throw conflict(message, [{ code: 'FOLDER_TAKEN', message, path: neighbour.dropboxPath }])
}

async function freeSlug(tx: Tx, { slug, folder }: NewPackage): Promise<string> {
  const wished = slugOf(slug ?? folder.name)
  if (slug && wished !== slug)
    throw invalidInput(
      'input.slug',
      'A slug has only a–z, 0–9 and -, at most 63 of them, and begins and ends with a letter or digit.',
    )
  if (!wished)
    throw invalidInput(
      'input.slug',
      `No address can be made from the name «${folder.name}». Give one with the letters a–z, 0–9 and -.`,
    )
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? wished : `${wished.slice(0, 58)}-${number}`
    const taken =
      ['graphql', 'media'].includes(candidate) || (await tx.package.count({ where: { slug: candidate } })) > 0
    if (!taken) return candidate
    if (slug) throw conflict(`There is a package called ${slug} already. Choose another slug.`)
  }
}
