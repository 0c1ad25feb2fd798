import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import type { Keyset } from '../paging.ts'
import { rows } from '../rows.ts'
import { type ContentVersion, filesOfVersionSql } from './content-version.ts'
import { canHavePictureSql } from './moving-picture.ts'

const diffSide = z.object({
  key: z.string(),
  versionId: z.string(),
  bytes: z.number(),
  mediaType: z.string(),
  contentEncoding: z.string().nullable(),
})

/** The stored object of one side of a difference. */
export type DiffSide = z.infer<typeof diffSide>

const fileChangeRow = z.object({
  kind: z.enum(['ADDED', 'CHANGED', 'REMOVED']),
  path: z.string(),
  bytesBefore: z.bigint().nullable(),
  bytesAfter: z.bigint().nullable(),
  newVideo: z.boolean(),
  before: diffSide.nullable(),
  after: diffSide.nullable(),
})

/**
 * One file of the author that differs between two content versions. `newVideo` marks a video whose bytes the earlier
 * version did not contain under any path.
 */
export type FileChange = z.infer<typeof fileChangeRow>

/** Returns a page of the changes between two content versions, by path. `before` null means that all files are new. */
export async function fileChangesBetween(
  database: Database,
  before: ContentVersion | null,
  after: ContentVersion,
  { position, backwards, take }: Keyset,
): Promise<FileChange[]> {
  const directionSql = backwards ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const comparisonSql = backwards ? Prisma.sql`<` : Prisma.sql`>`
  const afterCursorSql = position ? Prisma.sql`AND path COLLATE "C" ${comparisonSql} ${position[0]}` : Prisma.empty
  return rows(
    database,
    fileChangeRow,
    Prisma.sql`
    ${bothVersionsSql(before, after)}
    SELECT CASE WHEN old_file.path IS NULL THEN 'ADDED' WHEN new_file.path IS NULL THEN 'REMOVED' ELSE 'CHANGED' END AS kind,
      path, old_file.bytes AS "bytesBefore", new_file.bytes AS "bytesAfter",
      coalesce(new_file.video_id IS NOT NULL AND ${canHavePictureSql(Prisma.sql`new_file.content_hash`)}
        AND NOT EXISTS (SELECT 1 FROM old_file AS known WHERE known.content_hash = new_file.content_hash), false) AS "newVideo",
      ${sideSql(Prisma.sql`old_file`)} AS before, ${sideSql(Prisma.sql`new_file`)} AS after
    FROM old_file FULL JOIN new_file USING (path)
    WHERE old_file.content_hash IS DISTINCT FROM new_file.content_hash ${afterCursorSql}
    ORDER BY path COLLATE "C" ${directionSql} LIMIT ${take}`,
  )
}

const countRow = z.object({ count: z.number() })

/** Counts all files that differ between two content versions. */
export async function countFileChanges(
  database: Database,
  before: ContentVersion | null,
  after: ContentVersion,
): Promise<number> {
  const [row] = await rows(
    database,
    countRow,
    Prisma.sql`
    ${bothVersionsSql(before, after)}
    SELECT count(*)::int AS count FROM old_file FULL JOIN new_file USING (path)
    WHERE old_file.content_hash IS DISTINCT FROM new_file.content_hash`,
  )
  return row!.count
}

const columnsSql = Prisma.sql`path, content_hash, bytes, video_id, key, version_id, stored_bytes, media_type, content_encoding`

const authorFilesSql = (contentVersion: ContentVersion | null) =>
  contentVersion
    ? Prisma.sql`SELECT ${columnsSql} ${filesOfVersionSql(contentVersion)} AND NOT generated`
    : Prisma.sql`SELECT ${columnsSql} FROM draft_file WHERE false`

const bothVersionsSql = (before: ContentVersion | null, after: ContentVersion) =>
  Prisma.sql`WITH old_file AS (${authorFilesSql(before)}), new_file AS (${authorFilesSql(after)})`

const sideSql = (name: Prisma.Sql) => Prisma.sql`
  CASE WHEN ${name}.path IS NULL THEN NULL ELSE json_build_object('key', ${name}.key, 'versionId', ${name}.version_id,
    'bytes', ${name}.stored_bytes, 'mediaType', ${name}.media_type,
    'contentEncoding', ${name}.content_encoding) END`
