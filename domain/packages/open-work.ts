import { coversSql } from '../access/covers-sql.ts'
import type { Right } from '../access/permissions.ts'
import { type Database, Prisma, type Publication, type Transcode } from '../database.ts'
import { lookedUpRows } from '../whole-rows.ts'

/** Returns the open transcode of each package in one statement; null for a package without one. */
export async function openTranscodes(database: Database, packageIds: string[]): Promise<(Transcode | null)[]> {
  const sql = Prisma.sql`WHERE package_id = ANY(${packageIds}::uuid[]) AND finished_at IS NULL`
  const found = await lookedUpRows(database, 'Transcode', sql)
  const byPackage = new Map(found.map(transcode => [transcode.packageId, transcode]))
  return packageIds.map(id => byPackage.get(id) ?? null)
}

/** Returns the oldest open publication of each package where a right covers it, in one statement; null for none. */
export async function openPublications(
  database: Database,
  rights: readonly Right[],
  packageIds: string[],
): Promise<(Publication | null)[]> {
  const sql = Prisma.sql`
    WHERE package_id = ANY(${packageIds}::uuid[]) AND finished_at IS NULL
      AND ${coversSql(rights, Prisma.sql`publication.package_id`, Prisma.sql`publication.environment_id`)}
    ORDER BY started_at DESC, id DESC`
  const found = await lookedUpRows(database, 'Publication', sql)
  const byPackage = new Map(found.map(publication => [publication.packageId, publication]))
  return packageIds.map(id => byPackage.get(id) ?? null)
}
