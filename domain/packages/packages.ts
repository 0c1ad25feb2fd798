import { z } from 'zod'
import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import { type Package, Prisma, type Tx } from '../database.ts'
import { conflict, invalidInput } from '../errors.ts'
import { rows } from '../rows.ts'
import { slugOf } from '../slug.ts'

/** A Dropbox folder, as just looked up by its path. */
export type Folder = { dropboxId: string; path: string; pathLower: string; name: string }

export type NewPackage = { folder: Folder; title?: string | null; slug?: string | null; description?: string | null }

/**
 * Creates a package from a Dropbox folder. Throws CONFLICT when the folder overlaps another package's, and
 * INVALID_INPUT when its name gives no slug.
 */
export async function createPackage(tx: Tx, by: Attribution, input: NewPackage): Promise<Change<Package>> {
  const { folder } = input
  // Serializes package creation, which is rare. Otherwise two concurrent requests could both miss their overlap.
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
    summary: `Created "${pkg.title}" from the Dropbox folder ${folder.path}`,
    after: { slug: pkg.slug, title: pkg.title, dropboxPath: pkg.dropboxPath },
  }
  return { result: pkg, events: [event] }
}

/** SQL, for a row of `package`: its recorded folder is at this path, contains it, or is inside it. */
export const overlapsFolderSql = (pathLower: string): Prisma.Sql => Prisma.sql`(dropbox_path_lower = ${pathLower}
  OR starts_with(${pathLower}, dropbox_path_lower || '/') OR starts_with(dropbox_path_lower, ${pathLower} || '/'))`

const overlappingRow = z.object({ title: z.string(), dropboxPath: z.string() })

async function refuseOverlap(tx: Tx, folder: Folder): Promise<void> {
  const sql = Prisma.sql`
    SELECT title, dropbox_path AS "dropboxPath" FROM package
    WHERE dropbox_id = ${folder.dropboxId} OR ${overlapsFolderSql(folder.pathLower)}
    LIMIT 1`
  const [overlapping] = await rows(tx, overlappingRow, sql)
  if (!overlapping) return
  const message = `The folder ${folder.path} overlaps the folder of the package "${overlapping.title}" (${overlapping.dropboxPath}). Choose another folder, or use that package.`
  throw conflict(message, [{ code: 'FOLDER_TAKEN', message, path: overlapping.dropboxPath }])
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
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? baseSlug : `${baseSlug.slice(0, 58)}-${number}`
    const isTaken =
      ['graphql', 'media'].includes(candidate) || (await tx.package.count({ where: { slug: candidate } })) > 0
    if (!isTaken) return candidate
    if (slug) throw conflict(`A package with the slug "${slug}" already exists. Choose another slug.`)
  }
}
