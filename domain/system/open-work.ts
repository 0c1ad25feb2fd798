import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'

const openWorkRow = z.object({
  kind: z.enum(['SYNC_RUN', 'PUBLICATION', 'TRANSCODE', 'VERIFICATION_RUN']),
  count: z.number(),
  oldestAt: z.date(),
  packageId: z.string(),
})

/** The open rows of a kind. `packageId`: of the oldest one, which started at `oldestAt`. */
export type OpenWorkRow = z.infer<typeof openWorkRow>

/** What has started and not finished, by kind, the oldest first. Kinds of which nothing is open are left out. */
export function openWork(database: Database): Promise<OpenWorkRow[]> {
  const sql = Prisma.sql`
    SELECT kind, count(*)::int AS count, min(at) AS "oldestAt",
      (array_agg(package_id ORDER BY at, package_id))[1]::text AS "packageId"
    FROM (
      SELECT 'SYNC_RUN' AS kind, package_id, started_at AS at FROM sync_run WHERE finished_at IS NULL
      UNION ALL SELECT 'PUBLICATION', package_id, started_at FROM publication WHERE finished_at IS NULL
      UNION ALL SELECT 'TRANSCODE', package_id, started_at FROM transcode WHERE finished_at IS NULL
      UNION ALL SELECT 'VERIFICATION_RUN', package_id, started_at FROM verification_run WHERE finished_at IS NULL
    ) AS open GROUP BY kind ORDER BY "oldestAt"`
  return rows(database, openWorkRow, sql)
}
