import { type Database, Prisma } from '../database.ts'
import type { Keyset } from '../paging.ts'
import { type Edition, filesOf } from './edition.ts'

/** Where one side's bytes of a file lie, as they are shown. */
export type Side = { key: string; versionId: string; bytes: number; mediaType: string }

/** One file of the author's that is otherwise in two editions. `newVideo`: a video whose bytes the edition before did not have at all. */
export type FileChange = {
  kind: 'ADDED' | 'CHANGED' | 'REMOVED'
  path: string
  bytesBefore: bigint | null
  bytesAfter: bigint | null
  newVideo: boolean
  before: Side | null
  after: Side | null
}

/** What changed from one edition (null: there is nothing before) to another: a page of it, by path. */
export async function changesBetween(
  database: Database,
  before: Edition | null,
  after: Edition,
  { place, backwards, take }: Keyset,
): Promise<FileChange[]> {
  const direction = backwards ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const beyond = backwards ? Prisma.sql`<` : Prisma.sql`>`
  const further = place ? Prisma.sql`AND path COLLATE "C" ${beyond} ${place[0]}` : Prisma.empty
  return database.$queryRaw<FileChange[]>`
    ${differences(before, after)}
    SELECT CASE WHEN one.path IS NULL THEN 'ADDED' WHEN other.path IS NULL THEN 'REMOVED' ELSE 'CHANGED' END AS kind,
      path, one.bytes AS "bytesBefore", other.bytes AS "bytesAfter",
      coalesce(other.video_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM one AS known WHERE known.content_hash = other.content_hash), false)
        AS "newVideo",
      ${side(Prisma.sql`one`)} AS before, ${side(Prisma.sql`other`)} AS after
    FROM one FULL JOIN other USING (path)
    WHERE one.content_hash IS DISTINCT FROM other.content_hash ${further}
    ORDER BY path COLLATE "C" ${direction} LIMIT ${take}`
}

/** How many files changed in all. */
export async function countChanges(database: Database, before: Edition | null, after: Edition): Promise<number> {
  const [row] = await database.$queryRaw<{ count: number }[]>`
    ${differences(before, after)}
    SELECT count(*)::int AS count FROM one FULL JOIN other USING (path) WHERE one.content_hash IS DISTINCT FROM other.content_hash`
  return row!.count
}

const columns = Prisma.sql`path, content_hash, bytes, video_id, key, version_id, stored_bytes, media_type`

const authors = (edition: Edition | null) =>
  edition
    ? Prisma.sql`SELECT ${columns} ${filesOf(edition)} AND NOT own`
    : Prisma.sql`SELECT ${columns} FROM draft_file WHERE false`

const differences = (before: Edition | null, after: Edition) =>
  Prisma.sql`WITH one AS (${authors(before)}), other AS (${authors(after)})`

const side = (name: Prisma.Sql) => Prisma.sql`
  CASE WHEN ${name}.path IS NULL THEN NULL ELSE json_build_object('key', ${name}.key, 'versionId', ${name}.version_id,
    'bytes', ${name}.stored_bytes, 'mediaType', ${name}.media_type) END`
