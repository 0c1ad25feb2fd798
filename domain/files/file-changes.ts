import { type Database, Prisma } from '../database.ts'
import type { Keyset } from '../paging.ts'
import { type ContentVersion, filesOfVersionSql } from './content-version.ts'

/** Where one side's bytes of a file lie, as they are shown. */
export type DiffSide = { key: string; versionId: string; bytes: number; mediaType: string }

/** One file of the author's that is otherwise in two editions. `newVideo`: a video whose bytes the edition before did not have at all. */
export type FileChange = {
  kind: 'ADDED' | 'CHANGED' | 'REMOVED'
  path: string
  bytesBefore: bigint | null
  bytesAfter: bigint | null
  newVideo: boolean
  before: DiffSide | null
  after: DiffSide | null
}

/** What changed from one edition (null: there is nothing before) to another: a page of it, by path. */
export async function fileChangesBetween(
  database: Database,
  before: ContentVersion | null,
  after: ContentVersion,
  { position, backwards, take }: Keyset,
): Promise<FileChange[]> {
  const directionSql = backwards ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const comparisonSql = backwards ? Prisma.sql`<` : Prisma.sql`>`
  const afterCursorSql = position ? Prisma.sql`AND path COLLATE "C" ${comparisonSql} ${position[0]}` : Prisma.empty
  return database.$queryRaw<FileChange[]>`
    ${bothVersionsSql(before, after)}
    SELECT CASE WHEN one.path IS NULL THEN 'ADDED' WHEN other.path IS NULL THEN 'REMOVED' ELSE 'CHANGED' END AS kind,
      path, one.bytes AS "bytesBefore", other.bytes AS "bytesAfter",
      coalesce(other.video_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM one AS known WHERE known.content_hash = other.content_hash), false)
        AS "newVideo",
      ${sideSql(Prisma.sql`one`)} AS before, ${sideSql(Prisma.sql`other`)} AS after
    FROM one FULL JOIN other USING (path)
    WHERE one.content_hash IS DISTINCT FROM other.content_hash ${afterCursorSql}
    ORDER BY path COLLATE "C" ${directionSql} LIMIT ${take}`
}

/** How many files changed in all. */
export async function countFileChanges(
  database: Database,
  before: ContentVersion | null,
  after: ContentVersion,
): Promise<number> {
  const [row] = await database.$queryRaw<{ count: number }[]>`
    ${bothVersionsSql(before, after)}
    SELECT count(*)::int AS count FROM one FULL JOIN other USING (path) WHERE one.content_hash IS DISTINCT FROM other.content_hash`
  return row!.count
}

const columnsSql = Prisma.sql`path, content_hash, bytes, video_id, key, version_id, stored_bytes, media_type`

const authorFilesSql = (contentVersion: ContentVersion | null) =>
  contentVersion
    ? Prisma.sql`SELECT ${columnsSql} ${filesOfVersionSql(contentVersion)} AND NOT generated`
    : Prisma.sql`SELECT ${columnsSql} FROM draft_file WHERE false`

const bothVersionsSql = (before: ContentVersion | null, after: ContentVersion) =>
  Prisma.sql`WITH one AS (${authorFilesSql(before)}), other AS (${authorFilesSql(after)})`

const sideSql = (name: Prisma.Sql) => Prisma.sql`
  CASE WHEN ${name}.path IS NULL THEN NULL ELSE json_build_object('key', ${name}.key, 'versionId', ${name}.version_id,
    'bytes', ${name}.stored_bytes, 'mediaType', ${name}.media_type) END`
