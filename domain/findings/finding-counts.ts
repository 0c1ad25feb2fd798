import { z } from 'zod'
import { type Database, Prisma, type Severity } from '../database.ts'
import type { DraftRevision } from '../files/content-version.ts'
import { Severity as severities } from '../generated/prisma/enums.ts'
import { rows } from '../rows.ts'
import { isIgnoredSql, joinIgnoredSql } from './ignored-findings.ts'

/** The number of findings of each severity. */
export type FindingCounts = Record<Severity, number>

const countRow = z.object({
  packageId: z.string(),
  revision: z.number(),
  severity: z.enum(severities),
  count: z.number(),
})

/** Counts the stored findings of drafts by severity, without those that are ignored, in one statement. */
export async function findingCounts(database: Database, revisions: DraftRevision[]): Promise<FindingCounts[]> {
  const packageIds = revisions.map(({ packageId }) => packageId)
  const numbers = revisions.map(({ revision }) => revision)
  const sql = Prisma.sql`
    SELECT draft.package_id AS "packageId", draft.revision, finding.severity, count(*)::int AS count
    FROM unnest(${packageIds}::uuid[], ${numbers}::int[]) AS draft(package_id, revision)
      JOIN finding ON finding.package_id = draft.package_id AND finding.from_revision <= draft.revision
        AND (finding.until_revision IS NULL OR finding.until_revision > draft.revision) ${joinIgnoredSql}
    WHERE NOT ${isIgnoredSql}
    GROUP BY draft.package_id, draft.revision, finding.severity`
  const byDraft = Map.groupBy(
    await rows(database, countRow, sql),
    ({ packageId, revision }) => `${packageId}/${revision}`,
  )
  return revisions.map(({ packageId, revision }) => {
    const counts = { ERROR: 0, WARNING: 0, INFO: 0 }
    for (const { severity, count } of byDraft.get(`${packageId}/${revision}`) ?? []) counts[severity] = count
    return counts
  })
}
