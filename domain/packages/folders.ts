import { z } from 'zod'
import type { Event } from '../audit/change.ts'
import { type Database, type Package, Prisma, type Tx } from '../database.ts'
import { conflict, type Problem } from '../errors.ts'
import { rows } from '../rows.ts'
import { endDraft } from '../sync/end-draft.ts'
import { lockPackage } from '../transaction.ts'

/** A Dropbox folder, as just looked up by its path. */
export type Folder = { dropboxId: string; path: string; pathLower: string; name: string }

/**
 * Serializes everything that gives a folder to a package, which is rare. Otherwise two concurrent requests could both
 * miss their overlap. Take it before any lock of a package.
 */
export async function lockFolders(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('package-folders'))::text`
}

/** SQL, for a row of `package`: its recorded folder is at this path, contains it, or is inside it. */
export const overlapsFolderSql = (pathLower: string): Prisma.Sql => Prisma.sql`(dropbox_path_lower = ${pathLower}
  OR starts_with(${pathLower}, dropbox_path_lower || '/') OR starts_with(dropbox_path_lower, ${pathLower} || '/'))`

const overlappingRow = z.object({
  id: z.string(),
  archived: z.boolean(),
  dropboxId: z.string(),
  title: z.string(),
  dropboxPath: z.string(),
  dropboxPathLower: z.string(),
})

/** A package whose folder is, contains, or is inside a given folder. */
export type OverlappingPackage = z.infer<typeof overlappingRow>

/**
 * The packages that are not archived and whose recorded folder overlaps this one, by path. Archived packages leave
 * their folders to others.
 */
export async function overlappingPackages(
  database: Database | Tx,
  folder: Pick<Folder, 'dropboxId' | 'pathLower'>,
): Promise<OverlappingPackage[]> {
  const found = await packagesAround(database, folder.pathLower, [folder.dropboxId])
  return found.filter(({ archived }) => !archived)
}

/**
 * The packages whose recorded folder overlaps this path ('' is the whole Dropbox) or has one of these ids, by path. Also
 * archived ones.
 */
export function packagesAround(
  database: Database | Tx,
  pathLower: string,
  dropboxIds: string[],
): Promise<OverlappingPackage[]> {
  const sql = Prisma.sql`
    SELECT id, archived_at IS NOT NULL AS archived, dropbox_id AS "dropboxId", title, dropbox_path AS "dropboxPath",
      dropbox_path_lower AS "dropboxPathLower"
    FROM package
    WHERE dropbox_id = ANY(${dropboxIds}) OR ${overlapsFolderSql(pathLower)}
    ORDER BY dropbox_path_lower COLLATE "C"`
  return rows(database, overlappingRow, sql)
}

/** Whether a folder is, contains, or is inside the folder of a package. */
export const overlaps = (
  { dropboxId, pathLower }: Pick<Folder, 'dropboxId' | 'pathLower'>,
  other: OverlappingPackage,
): boolean => dropboxId === other.dropboxId || isNested(pathLower, other.dropboxPathLower)

/** Whether two paths in lower case are the same, or one is inside the other. */
export const isNested = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`)

/** Why this folder cannot become a package: the first of the packages that overlap it. */
export function folderProblem(folder: Folder, { title, dropboxPath, ...other }: OverlappingPackage): Problem {
  const message =
    other.dropboxId === folder.dropboxId || other.dropboxPathLower === folder.pathLower
      ? `The folder ${folder.path} already belongs to the package "${title}". Use that package.`
      : folder.pathLower.startsWith(`${other.dropboxPathLower}/`)
        ? `The folder ${folder.path} is inside the folder of the package "${title}" (${dropboxPath}). Use that package, or archive it first.`
        : `The folder ${folder.path} contains the folder of the package "${title}" (${dropboxPath}). Archive that package first, or choose another folder.`
  return { code: 'FOLDER_TAKEN', message, path: dropboxPath }
}

/**
 * @param packageId the package that takes the folder; null if it does not exist yet
 * @param field the argument that names the folder, if there is one
 * @throws ClientError CONFLICT if another package that is not archived has this folder, one around it, or one inside it
 */
export async function requireFreeFolder(
  tx: Tx,
  folder: Folder,
  packageId: string | null,
  field?: string,
): Promise<void> {
  const others = (await overlappingPackages(tx, folder)).filter(({ id }) => id !== packageId)
  const problems = others.map(other => folderProblem(folder, other))
  if (problems[0]) throw conflict(problems[0].message, problems.slice(0, 100), field)
}

const archivedRow = z.object({ id: z.string() })

/**
 * Locks the archived packages whose folders overlap this one, which a package is about to take, and this package itself
 * (null: it does not exist yet), in the order of their ids.
 */
export async function lockOverlappingArchives(
  tx: Tx,
  folder: Pick<Folder, 'dropboxId' | 'pathLower'>,
  packageId: string | null,
): Promise<Package[]> {
  const sql = Prisma.sql`
    SELECT id FROM package
    WHERE (archived_at IS NOT NULL AND (dropbox_id = ${folder.dropboxId} OR ${overlapsFolderSql(folder.pathLower)}))
      OR id = ${packageId}::uuid
    ORDER BY id`
  const archives: Package[] = []
  for (const { id } of await rows(tx, archivedRow, sql)) {
    const pkg = await lockPackage(tx, id)
    if (id !== packageId && pkg.archivedAt) archives.push(pkg)
  }
  return archives
}

/**
 * Ends the drafts of locked archived packages, because `title` takes their folder: both would write the same keys in
 * S3. Their history and releases stay.
 */
export async function endDrafts(tx: Tx, archives: Package[], title: string): Promise<Event[]> {
  const events: Event[] = []
  for (const pkg of archives)
    events.push(...(await endDraft(tx, pkg, `the package "${title}" now has the folder ${pkg.dropboxPath}`)))
  return events
}
