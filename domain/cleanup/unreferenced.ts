import { type Database, Prisma, type Tx } from '../database.ts'
import { isReferencedCaptionsSql, isReferencedEncodingSql, isReferencedSourceSql } from './referenced-encodings.ts'

/** Rows that the nightly removal watches. `since`: the column that says since when nothing needs a row; `isThere`: of those still to be removed. */
export type TrackedTable = Record<'table' | 'key' | 'since' | 'isThere' | 'isNeeded', Prisma.Sql>

/** Streams; `profile`: of present drafts. */
export const trackedEncodings = (profile: string): TrackedTable => ({
  table: Prisma.sql`encoding`,
  key: Prisma.sql`encoding.id`,
  since: Prisma.sql`unreferenced_since`,
  isThere: Prisma.sql`encoding.removed_at IS NULL`,
  isNeeded: isReferencedEncodingSql(profile),
})

/** The bytes that jobs read. */
export const trackedSources: TrackedTable = {
  table: Prisma.sql`probe`,
  key: Prisma.sql`probe.content_hash`,
  since: Prisma.sql`source_unreferenced_since`,
  isThere: Prisma.sql`probe.source_key IS NOT NULL`,
  isNeeded: isReferencedSourceSql,
}

/** Captions that were converted. */
export const trackedCaptions: TrackedTable = {
  table: Prisma.sql`converted_captions`,
  key: Prisma.sql`converted_captions.content_hash`,
  since: Prisma.sql`unreferenced_since`,
  isThere: Prisma.sql`true`,
  isNeeded: isReferencedCaptionsSql,
}

/** SQL: nothing needs it, and nothing has since before that moment. */
export const unreferencedBeforeSql = ({ since, isThere, isNeeded }: TrackedTable, before: Date): Prisma.Sql =>
  Prisma.sql`(${isThere} AND ${since} < ${before} AND NOT ${isNeeded})`

/** The keys of rows that nothing needs since before that moment, in their order. */
export async function unreferencedKeys(
  database: Database | Tx,
  tracked: TrackedTable,
  before: Date,
): Promise<string[]> {
  const { table, key } = tracked
  const rows = await database.$queryRaw<{ key: string }[]>`
    SELECT ${key}::text AS key FROM ${table} WHERE ${unreferencedBeforeSql(tracked, before)} ORDER BY 1`
  return rows.map(row => row.key)
}

/**
 * Which versions hold sources with these content hashes, or captions that were made of them. `pastBefore`: without those that the nightly
 * removal would take away then; null: all that rows name.
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
  const rows = await database.$queryRaw<{ versionId: string | null }[]>`
    SELECT ${versionId} AS "versionId" FROM ${tracked.table} WHERE ${tracked.key} = ANY(${hashes}) AND (${isExpiredSql}) IS NOT TRUE`
  return new Set(rows.flatMap(row => row.versionId ?? []))
}
