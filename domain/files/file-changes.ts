import { z } from 'zod'
import { containsSql } from '../contains.ts'
import { type Database, Prisma } from '../database.ts'
import type { Keyset } from '../paging.ts'
import { rows } from '../rows.ts'
import { type ContentVersion, filesOfVersionSql, mediaTypeOfVersionSql } from './content-version.ts'
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

const changeKind = z.enum(['ADDED', 'CHANGED', 'REMOVED'])

const fileChangeRow = z.object({
  kind: changeKind,
  path: z.string(),
  bytesBefore: z.bigint().nullable(),
  bytesAfter: z.bigint().nullable(),
  newVideo: z.boolean(),
  costMicros: z.bigint().nullable(),
  currency: z.string().nullable(),
  before: diffSide.nullable(),
  after: diffSide.nullable(),
})

/**
 * One file of the author that differs between two content versions. `newVideo` marks a video whose bytes the earlier
 * version did not contain under any path. `costMicros`: what encoding a new video costs. Null when it is not encoded, or was
 * not probed.
 */
export type FileChange = z.infer<typeof fileChangeRow>

/** Which changes to list. `path`: of one file. `search`: a part of the path, in any letter case. */
export type ChangeFilter = {
  path?: string | null
  search?: string | null
  kind?: z.infer<typeof changeKind> | null
}

/** The two content versions to compare. `before` null means that all files are new. */
export type ComparedVersions = { before: ContentVersion | null; after: ContentVersion }

/** Returns a page of the changes between two content versions, by path. `profile`: of the encodings that cost money. */
export async function fileChangesBetween(
  database: Database,
  versions: ComparedVersions,
  filter: ChangeFilter,
  profile: string,
  { position, backwards, take }: Keyset,
): Promise<FileChange[]> {
  const directionSql = backwards ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const comparisonSql = backwards ? Prisma.sql`<` : Prisma.sql`>`
  const afterCursorSql = position ? Prisma.sql`AND path COLLATE "C" ${comparisonSql} ${position[0]}` : Prisma.empty
  return rows(
    database,
    fileChangeRow,
    Prisma.sql`
    ${changedFilesSql(versions)}, page AS (
      SELECT * FROM changed WHERE ${filterSql(filter)} ${afterCursorSql} ORDER BY path COLLATE "C" ${directionSql} LIMIT ${take}
    )
    SELECT kind, path, "bytesBefore", "bytesAfter", ${isNewVideoSql} AS "newVideo", estimate.cost_micros AS "costMicros", estimate.currency,
      ${sideSql(Prisma.sql`old_file`)} AS before, ${sideSql(Prisma.sql`new_file`)} AS after
    FROM page LEFT JOIN old_file USING (path) LEFT JOIN new_file USING (path)
      LEFT JOIN estimate ON estimate.profile = ${profile} AND estimate.content_hash = new_file.content_hash
        AND ${isNewVideoSql} AND ${isEncodedSql}
    ORDER BY path COLLATE "C" ${directionSql}`,
  )
}

const countRow = z.object({ count: z.number() })

/** Counts the files that differ between two content versions. */
export async function countFileChanges(
  database: Database,
  versions: ComparedVersions,
  filter: ChangeFilter,
): Promise<number> {
  const [row] = await rows(
    database,
    countRow,
    Prisma.sql`${changedFilesSql(versions)} SELECT count(*)::int AS count FROM changed WHERE ${filterSql(filter)}`,
  )
  return row!.count
}

const changeSummaryRow = z.object({
  added: z.number(),
  changed: z.number(),
  removed: z.number(),
  bytesBefore: z.bigint(),
  bytesAfter: z.bigint(),
  newVideos: z.number(),
  unpricedVideos: z.number(),
  costMicros: z.bigint(),
  currency: z.string().nullable(),
})

/**
 * All changes between two content versions together: how many files, their size before and after, and how many different
 * new videos. `costMicros`: what encoding them costs, apart from `unpricedVideos` that were not probed.
 */
export type ChangeSummary = z.infer<typeof changeSummaryRow>

/** Sums up the changes between two content versions. `profile`: of the encodings that cost money. */
export async function summarizeFileChanges(
  database: Database,
  versions: ComparedVersions,
  profile: string,
): Promise<ChangeSummary> {
  const [row] = await rows(
    database,
    changeSummaryRow,
    Prisma.sql`
    ${changedFilesSql(versions)}, new_video AS (
      SELECT new_file.content_hash, bool_or(${isEncodedSql}) AS encoded
      FROM changed JOIN new_file USING (path) WHERE ${isNewVideoSql} GROUP BY 1
    )
    SELECT count(*) FILTER (WHERE kind = 'ADDED')::int AS added, count(*) FILTER (WHERE kind = 'CHANGED')::int AS changed,
      count(*) FILTER (WHERE kind = 'REMOVED')::int AS removed,
      coalesce(sum("bytesBefore"), 0)::bigint AS "bytesBefore", coalesce(sum("bytesAfter"), 0)::bigint AS "bytesAfter",
      video.* FROM changed, (
        SELECT count(*)::int AS "newVideos", count(*) FILTER (WHERE encoded AND estimate.cost_micros IS NULL)::int AS "unpricedVideos",
          coalesce(sum(estimate.cost_micros), 0)::bigint AS "costMicros", max(estimate.currency) AS currency
        FROM new_video LEFT JOIN estimate ON encoded AND estimate.content_hash = new_video.content_hash AND estimate.profile = ${profile}
      ) AS video
    GROUP BY video."newVideos", video."unpricedVideos", video."costMicros", video.currency`,
  )
  return row ?? noChanges
}

const noChanges: ChangeSummary = {
  added: 0,
  changed: 0,
  removed: 0,
  bytesBefore: 0n,
  bytesAfter: 0n,
  newVideos: 0,
  unpricedVideos: 0,
  costMicros: 0n,
  currency: null,
}

const columnsSql = (
  version: ContentVersion,
) => Prisma.sql`path, content_hash, bytes, video_id, key, version_id, stored_bytes,
  ${mediaTypeOfVersionSql(version)} AS media_type, content_encoding, decorative, alternate_of`

const authorFilesSql = (version: ContentVersion | null) =>
  version
    ? Prisma.sql`SELECT ${columnsSql(version)} ${filesOfVersionSql(version)} AND NOT generated`
    : Prisma.sql`SELECT ${columnsSql({ packageId: '', revision: 0 })} FROM draft_file WHERE false`

/** SQL: `WITH` the author's files of both versions, and the ones that differ (`changed`). */
export const changedFilesSql = ({ before, after }: ComparedVersions) => Prisma.sql`
  WITH old_file AS (${authorFilesSql(before)}), new_file AS (${authorFilesSql(after)}), changed AS (
    SELECT CASE WHEN old_file.path IS NULL THEN 'ADDED' WHEN new_file.path IS NULL THEN 'REMOVED' ELSE 'CHANGED' END AS kind,
      path, old_file.bytes AS "bytesBefore", new_file.bytes AS "bytesAfter"
    FROM old_file FULL JOIN new_file USING (path) WHERE old_file.content_hash IS DISTINCT FROM new_file.content_hash
  )`

function filterSql({ path, search, kind }: ChangeFilter): Prisma.Sql {
  const conditions = [
    ...(path == null ? [] : [Prisma.sql`path = ${path}`]),
    ...(search ? [containsSql(search, Prisma.sql`path`)] : []),
    ...(kind == null ? [] : [Prisma.sql`kind = ${kind}`]),
  ]
  return conditions.length > 0 ? Prisma.join(conditions, ' AND ') : Prisma.sql`true`
}

/** SQL, for a row of `new_file`: a video whose bytes the version before did not contain. */
const isNewVideoSql = Prisma.sql`coalesce(new_file.video_id IS NOT NULL AND ${canHavePictureSql(Prisma.sql`new_file.content_hash`)}
  AND new_file.content_hash NOT IN (SELECT content_hash FROM old_file), false)`

/** SQL, for a row of `new_file`, a video: it is encoded itself. */
const isEncodedSql = Prisma.sql`(NOT new_file.decorative AND new_file.alternate_of IS NULL)`

const sideSql = (name: Prisma.Sql) => Prisma.sql`
  CASE WHEN ${name}.path IS NULL THEN NULL ELSE json_build_object('key', ${name}.key, 'versionId', ${name}.version_id,
    'bytes', ${name}.stored_bytes, 'mediaType', ${name}.media_type,
    'contentEncoding', ${name}.content_encoding) END`
