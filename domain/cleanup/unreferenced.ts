import { z } from 'zod'
import { type Database, Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { isReferencedCaptionsSql, isReferencedEncodingSql, isReferencedSourceSql } from './referenced-encodings.ts'

/**
 * A table whose unreferenced rows the nightly cleanup removes. `sinceSql` is the column with the time since which a row is
 * unreferenced. `existsSql` selects the rows that are not removed yet.
 */
export type TrackedTable = Record<'tableSql' | 'keySql' | 'sinceSql' | 'existsSql' | 'isReferencedSql', Prisma.Sql>

/** Encodings. `profile` is the profile of current drafts. */
export const trackedEncodings = (profile: string): TrackedTable => ({
  tableSql: Prisma.sql`encoding`,
  keySql: Prisma.sql`encoding.id`,
  sinceSql: Prisma.sql`unreferenced_since`,
  existsSql: Prisma.sql`encoding.removed_at IS NULL`,
  isReferencedSql: isReferencedEncodingSql(profile),
})

/** The sources that jobs read. */
export const trackedSources: TrackedTable = {
  tableSql: Prisma.sql`probe`,
  keySql: Prisma.sql`probe.content_hash`,
  sinceSql: Prisma.sql`source_unreferenced_since`,
  existsSql: Prisma.sql`probe.source_key IS NOT NULL`,
  isReferencedSql: isReferencedSourceSql,
}

/** Converted captions. */
export const trackedCaptions: TrackedTable = {
  tableSql: Prisma.sql`converted_captions`,
  keySql: Prisma.sql`converted_captions.content_hash`,
  sinceSql: Prisma.sql`unreferenced_since`,
  existsSql: Prisma.sql`true`,
  isReferencedSql: isReferencedCaptionsSql,
}

/** SQL predicate: the row is unreferenced, and has been since before `before`. */
export const unreferencedBeforeSql = (
  { sinceSql, existsSql, isReferencedSql }: TrackedTable,
  before: Date,
): Prisma.Sql => Prisma.sql`(${existsSql} AND ${sinceSql} < ${before} AND NOT ${isReferencedSql})`

/** The key of a row of a tracked table. */
export const keyRow = z.object({ key: z.string() })

/** The sorted keys of the rows that have been unreferenced since before `before`. */
export async function unreferencedKeys(
  database: Database | Tx,
  tracked: TrackedTable,
  before: Date,
): Promise<string[]> {
  const { tableSql, keySql } = tracked
  const found = await rows(
    database,
    keyRow,
    Prisma.sql`
    SELECT ${keySql}::text AS key FROM ${tableSql} WHERE ${unreferencedBeforeSql(tracked, before)} ORDER BY 1`,
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
  const [tracked, versionIdSql] =
    prefix === 'sources/'
      ? [trackedSources, Prisma.sql`source_version_id`]
      : [trackedCaptions, Prisma.sql`converted_captions.version_id`]
  const isExpiredSql = unreferencedBefore ? unreferencedBeforeSql(tracked, unreferencedBefore) : Prisma.sql`false`
  const found = await rows(
    database,
    recordedVersionRow,
    Prisma.sql`
    SELECT ${versionIdSql} AS "versionId" FROM ${tracked.tableSql} WHERE ${tracked.keySql} = ANY(${hashes}) AND (${isExpiredSql}) IS NOT TRUE`,
  )
  return new Set(found.flatMap(row => row.versionId ?? []))
}
