import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'

/**
 * SQL: whether a `release` has the files of the current `draft` of its `package`. By their hashes, or by the revision where
 * one of the two has no hash, because an earlier version of Lectern made it.
 */
const isSameAsDraftSql: Prisma.Sql = Prisma.sql`
  coalesce(release.revision = package.revision OR release.files_hash = draft.files_hash, false)`

const countRow = z.object({ id: z.string(), count: z.number() })

/**
 * Returns for each release how many of the author's files the current draft of its package adds, changes, or removes. 0 for
 * a package without a draft. Compares the files only where the hashes of all files differ.
 */
export async function changedFileCounts(database: Database, releaseIds: string[]): Promise<number[]> {
  const sql = Prisma.sql`
    WITH compared AS MATERIALIZED (
      SELECT release.id, release.package_id, release.number
      FROM release JOIN package ON package.id = release.package_id
        JOIN draft ON draft.package_id = package.id AND draft.revision = package.revision
      WHERE release.id = ANY(${releaseIds}::uuid[]) AND NOT ${isSameAsDraftSql}
    ), old_file AS (
      SELECT compared.id, file.path, file.content_hash FROM compared
        JOIN release_file AS file ON file.package_id = compared.package_id AND file.number = compared.number AND NOT file.generated
    ), new_file AS (
      SELECT compared.id, file.path, file.content_hash FROM compared
        JOIN draft_file AS file ON file.package_id = compared.package_id AND file.until_revision IS NULL AND NOT file.generated
    )
    SELECT id, count(*)::int AS count FROM old_file FULL JOIN new_file USING (id, path)
    WHERE old_file.content_hash IS DISTINCT FROM new_file.content_hash GROUP BY id`
  const counts = new Map((await rows(database, countRow, sql)).map(({ id, count }) => [id, count]))
  return releaseIds.map(id => counts.get(id) ?? 0)
}
