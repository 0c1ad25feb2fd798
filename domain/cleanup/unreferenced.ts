import { z } from 'zod'
import { type Database, Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { isReferencedCaptionsSql, isReferencedEncodingSql, isReferencedSourceSql } from './referenced-encodings.ts'

/**
 * A table whose unreferenced rows the nightly cleanup removes. `since` is the column with the time since which a row is
 * unreferenced. `existsSql` selects the rows that are not removed yet.
 */
export type TrackedTable = Record<'table' | 'key' | 'since' | 'existsSql' | 'isReferencedSql', Prisma.Sql>

/** Encodings. `profile` is the profile of current drafts. */
export const trackedEncodings = (profile: string): TrackedTable => ({
  table: Prisma.sql`encoding`,
  key: Prisma.sql`encoding.id`,
  since: Prisma.sql`unreferenced_since`,
  existsSql: Prisma.sql`encoding.removed_at IS NULL`,
  isReferencedSql: isReferencedEncodingSql(profile),
})

/** The sources that jobs read. */
export const trackedSources: TrackedTable = {
  table: Prisma.sql`probe`,
  key: Prisma.sql`probe.content_hash`,
  since: Prisma.sql`source_unreferenced_since`,
  existsSql: Prisma.sql`probe.source_key IS NOT NULL`,
  isReferencedSql: isReferencedSourceSql,
}

/** Converted captions. */
export const trackedCaptions: TrackedTable = {
  table: Prisma.sql`converted_captions`,
  key: Prisma.sql`converted_captions.content_hash`,
  since: Prisma.sql`unreferenced_since`,
  existsSql: Prisma.sql`true`,
  isReferencedSql: isReferencedCaptionsSql,
}

/** SQL predicate: the row is unreferenced, and has been since before `before`. */
export const unreferencedBeforeSql = ({ since, existsSql, isReferencedSql }: TrackedTable, before: Date): Prisma.Sql =>
  Prisma.sql`(${existsSql} AND ${since} < ${before} AND NOT ${isReferencedSql})`

/** The key of a row of a tracked table. */
export const keyRow = z.object({ key: z.string() })

/** The sorted keys of the rows that have been unreferenced since before `before`. */
export async function unreferencedKeys(
  database: Database | Tx,
  tracked: TrackedTable,
  before: Date,
): Promise<string[]> {
  const { table, key } = tracked
  const found = await rows(
    database,
    keyRow,
    Prisma.sql`
    SELECT ${key}::text AS key FROM ${table} WHERE ${unreferencedBeforeSql(tracked, before)} ORDER BY 1`,
  )
  return found.map(row => row.key)
}

const recordedVersionRow = z.object({ versionId: z.string().nullable() })

/**
 * The object versions of the sources with these content hashes, or of captions converted from them.
 * `unreferencedBefore` leaves out those that the cleanup would remove; null returns all.
 */
export async function recordedVersionIds(
  database: Database,
  prefix: 'sources/' | 'captions/',
  hashes: string[],
  unreferencedBefore: Date | null,
): Promise<Set<string>> {
  const [tracked, versionId] =
    prefix === 'sources/'
      ? [trackedSources, Prisma.sql`source_version_id`]
      : [trackedCaptions, Prisma.sql`converted_captions.version_id`]
  const isExpiredSql = unreferencedBefore ? unreferencedBeforeSql(tracked, unreferencedBefore) : Prisma.sql`false`
  const found = await rows(
    database,
    recordedVersionRow,
    Prisma.sql`
    SELECT ${versionId} AS "versionId" FROM ${tracked.table} WHERE ${tracked.key} = ANY(${hashes}) AND (${isExpiredSql}) IS NOT TRUE`,
  )
  return new Set(found.flatMap(row => row.versionId ?? []))
}
