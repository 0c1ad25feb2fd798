import { z } from 'zod'
import { containsSql } from '../contains.ts'
import { type Database, Prisma } from '../database.ts'
import type { Keyset } from '../paging.ts'
import { rows } from '../rows.ts'
import { type DraftRevision, filesOfVersionSql, mediaTypeOfVersionSql } from './content-version.ts'
import { type FileKind, fileKindSql } from './file-kind.ts'

const folderEntryRow = z.object({
  sortKey: z.string(),
  name: z.string(),
  isFolder: z.boolean(),
  fileCount: z.number(),
  bytes: z.bigint(),
  mediaType: z.string().nullable(),
  changedCount: z.number(),
  addedCount: z.number(),
})

/**
 * A file in a folder of a draft, or a folder in it with all files below. `name` is relative to the folder. `changedCount`: files
 * that differ from the compared release, of which `addedCount` are not in it.
 */
export type FolderEntry = z.infer<typeof folderEntryRow>

/** The folder ('' is the package itself), and which of its entries to list. */
export type FolderSelection = {
  folder: string
  /** Lists all files below the folder, and no folders. */
  isDeep: boolean
  /** A part of the path inside the folder, in any letter case. */
  search?: string | null
  kind?: FileKind | null
  /** Only files that differ from the compared release. */
  isChanged?: boolean | null
  /** The number of the release to compare with. Without one, no file counts as changed. */
  since?: number | null
}

/** The order of entries: folders first, then by name. Files of all levels are ordered by their path. */
export const folderOrder = [
  ['sortKey', 'text'],
  ['name', 'text'],
] as const

/** Returns a page of the entries of a folder in a draft, with the sizes of folders. Without the files that Lectern wrote. */
export async function folderEntries(
  database: Database,
  draft: DraftRevision,
  selection: FolderSelection,
  { position, backwards, take }: Keyset,
): Promise<FolderEntry[]> {
  const [directionSql, comparisonSql] = backwards ? [Prisma.sql`DESC`, Prisma.sql`<`] : [Prisma.sql`ASC`, Prisma.sql`>`]
  const cursorSql = position
    ? Prisma.sql`WHERE ("sortKey" COLLATE "C", name COLLATE "C") ${comparisonSql} (${position[0]}, ${position[1]})`
    : Prisma.empty
  return rows(
    database,
    folderEntryRow,
    Prisma.sql`${entriesSql(draft, selection)} SELECT * FROM entry ${cursorSql}
    ORDER BY "sortKey" COLLATE "C" ${directionSql}, name COLLATE "C" ${directionSql} LIMIT ${take}`,
  )
}

const countRow = z.object({ count: z.number() })

/** Counts the entries of a folder in a draft. */
export async function countFolderEntries(
  database: Database,
  draft: DraftRevision,
  selection: FolderSelection,
): Promise<number> {
  const sql = Prisma.sql`${entriesSql(draft, selection)} SELECT count(*)::int AS count FROM entry`
  return (await rows(database, countRow, sql))[0]!.count
}

/** SQL: `WITH` the entries of a folder. */
function entriesSql(
  draft: DraftRevision,
  { folder, isDeep, search, kind, isChanged, since }: FolderSelection,
): Prisma.Sql {
  const prefix = folder === '' ? '' : `${folder}/`
  const mediaTypeSql = mediaTypeOfVersionSql(draft)
  const conditions = [
    ...(prefix === '' ? [] : [Prisma.sql`starts_with(path, ${prefix})`]),
    ...(search ? [containsSql(search, Prisma.sql`substr(path, ${prefix.length + 1}::int)`)] : []),
    ...(kind ? [Prisma.sql`${fileKindSql(mediaTypeSql)} = ${kind}`] : []),
  ].map(sql => Prisma.sql`AND ${sql}`)
  const oldFilesSql =
    since == null
      ? Prisma.sql`SELECT path, content_hash FROM release_file WHERE false`
      : Prisma.sql`SELECT path, content_hash ${filesOfVersionSql({ packageId: draft.packageId, number: since })}`
  const [isChangedSql, isAddedSql] =
    since == null
      ? [Prisma.sql`false`, Prisma.sql`false`]
      : [Prisma.sql`old.content_hash IS DISTINCT FROM file.content_hash`, Prisma.sql`old.path IS NULL`]
  // The first name below the folder. It is cut off once for each file, and ordered as bytes, which is quick.
  const nameSql = isDeep ? Prisma.sql`rest` : Prisma.sql`split_part(rest, '/', 1)`
  const isFolderSql = isDeep ? Prisma.sql`false` : Prisma.sql`strpos(rest, '/') > 0`
  const sortSql = isDeep ? Prisma.sql`name` : Prisma.sql`CASE WHEN "isFolder" THEN '0' ELSE '1' END || lower(name)`
  return Prisma.sql`
    WITH file AS (
      SELECT path, substr(path, ${prefix.length + 1}::int) AS rest, bytes, content_hash, ${mediaTypeSql} AS media_type
      ${filesOfVersionSql(draft)} AND NOT generated ${conditions.length > 0 ? Prisma.join(conditions, ' ') : Prisma.empty}
    ), old AS (${oldFilesSql}), named AS (
      SELECT ${nameSql} COLLATE "C" AS name, ${isFolderSql} AS "isFolder", file.bytes, file.media_type,
        ${isChangedSql} AS changed, ${isAddedSql} AS added
      FROM file LEFT JOIN old USING (path) ${isChanged ? Prisma.sql`WHERE ${isChangedSql}` : Prisma.empty}
    ), summed AS (
      SELECT name, "isFolder", count(*)::int AS "fileCount", sum(bytes)::bigint AS bytes,
        CASE WHEN "isFolder" THEN NULL ELSE max(media_type COLLATE "C") END AS "mediaType",
        count(*) FILTER (WHERE changed)::int AS "changedCount", count(*) FILTER (WHERE added)::int AS "addedCount"
      FROM named GROUP BY name, "isFolder"
    ), entry AS (SELECT ${sortSql} AS "sortKey", summed.* FROM summed)`
}
