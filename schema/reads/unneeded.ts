import { type Database, Prisma, type Tx } from '../database.ts'
import { isNeededCaptions, isNeededEncoding, isNeededSource } from './needed-streams.ts'

/** Rows that the nightly removal watches. `since`: the column that says since when nothing needs a row; `isThere`: of those still to be removed. */
export type Watched = Record<'table' | 'key' | 'since' | 'isThere' | 'isNeeded', Prisma.Sql>

/** Streams; `profile`: of present drafts. */
export const watchedEncodings = (profile: string): Watched => ({
  table: Prisma.sql`encoding`,
  key: Prisma.sql`encoding.id`,
  since: Prisma.sql`unneeded_since`,
  isThere: Prisma.sql`encoding.removed_at IS NULL`,
  isNeeded: isNeededEncoding(profile),
})

/** The bytes that jobs read. */
export const watchedSources: Watched = {
  table: Prisma.sql`video_look`,
  key: Prisma.sql`video_look.content_hash`,
  since: Prisma.sql`source_unneeded_since`,
  isThere: Prisma.sql`video_look.source_key IS NOT NULL`,
  isNeeded: isNeededSource,
}

/** Captions that were converted. */
export const watchedCaptions: Watched = {
  table: Prisma.sql`converted_captions`,
  key: Prisma.sql`converted_captions.content_hash`,
  since: Prisma.sql`unneeded_since`,
  isThere: Prisma.sql`true`,
  isNeeded: isNeededCaptions,
}

/** SQL: nothing needs it, and nothing has since before that moment. */
export const isOld = ({ since, isThere, isNeeded }: Watched, before: Date): Prisma.Sql =>
  Prisma.sql`(${isThere} AND ${since} < ${before} AND NOT ${isNeeded})`

/** The keys of rows that nothing needs since before that moment, in their order. */
export async function unneeded(database: Database | Tx, watched: Watched, before: Date): Promise<string[]> {
  const { table, key } = watched
  const rows = await database.$queryRaw<{ key: string }[]>`
    SELECT ${key}::text AS key FROM ${table} WHERE ${isOld(watched, before)} ORDER BY 1`
  return rows.map(row => row.key)
}

/**
 * Which versions hold sources with these content hashes, or captions that were made of them. `pastBefore`: without those that the nightly
 * removal would take away then; null: all that rows name.
 */
export async function namedVersions(
  database: Database,
  area: 'sources/' | 'captions/',
  hashes: string[],
  pastBefore: Date | null,
): Promise<Set<string>> {
  const [watched, versionId] =
    area === 'sources/'
      ? [watchedSources, Prisma.sql`source_version_id`]
      : [watchedCaptions, Prisma.sql`converted_captions.version_id`]
  const goes = pastBefore ? isOld(watched, pastBefore) : Prisma.sql`false`
  const rows = await database.$queryRaw<{ versionId: string | null }[]>`
    SELECT ${versionId} AS "versionId" FROM ${watched.table} WHERE ${watched.key} = ANY(${hashes}) AND (${goes}) IS NOT TRUE`
  return new Set(rows.flatMap(row => row.versionId ?? []))
}
