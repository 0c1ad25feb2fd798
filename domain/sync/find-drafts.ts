import { type Database, type Draft, Prisma } from '../database.ts'
import type { DraftRevision } from '../files/content-version.ts'
import { lookedUpRows } from '../whole-rows.ts'

/** Returns the drafts with these revisions in one statement; null for a revision without a draft. */
export async function findDrafts(database: Database, revisions: DraftRevision[]): Promise<(Draft | null)[]> {
  const packageIds = revisions.map(({ packageId }) => packageId)
  const numbers = revisions.map(({ revision }) => revision)
  const sql = Prisma.sql`
    WHERE (package_id, revision) IN (SELECT * FROM unnest(${packageIds}::uuid[], ${numbers}::int[]))`
  const found = await lookedUpRows(database, 'Draft', sql)
  const byKey = new Map(found.map(draft => [`${draft.packageId}/${draft.revision}`, draft]))
  return revisions.map(({ packageId, revision }) => byKey.get(`${packageId}/${revision}`) ?? null)
}
