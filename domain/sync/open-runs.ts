import { type Database, Prisma, type SyncRun } from '../database.ts'
import { lookedUpRows } from '../whole-rows.ts'

/** Returns the open sync run of each package in one statement; null for a package without one. */
export async function openRuns(database: Database, packageIds: string[]): Promise<(SyncRun | null)[]> {
  const sql = Prisma.sql`WHERE package_id = ANY(${packageIds}::uuid[]) AND finished_at IS NULL`
  const found = await lookedUpRows(database, 'SyncRun', sql)
  const byPackage = new Map(found.map(run => [run.packageId, run]))
  return packageIds.map(id => byPackage.get(id) ?? null)
}
