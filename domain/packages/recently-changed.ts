import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'

const idRow = z.object({ id: z.string() })

/**
 * Returns those of these packages with an event in the last minute, or with a sync run, transcode, or publication that is
 * open. The progress of these has no events.
 */
export async function recentlyChanged(database: Database, packageIds: string[]): Promise<string[]> {
  const sql = Prisma.sql`
    SELECT package.id FROM package WHERE package.id = ANY(${packageIds}::uuid[]) AND (
      package.last_changed_at > now() - interval '1 minute'
      OR package.id IN (
        SELECT package_id FROM audit_event AS event
        WHERE event.at > now() - interval '1 minute' AND event.at AT TIME ZONE 'UTC' > (now() - interval '1 minute') AT TIME ZONE 'UTC'
          AND package_id IS NOT NULL)
      OR package.id IN (SELECT package_id FROM sync_run WHERE finished_at IS NULL)
      OR package.id IN (SELECT package_id FROM transcode WHERE finished_at IS NULL)
      OR package.id IN (SELECT package_id FROM publication WHERE finished_at IS NULL))`
  return (await rows(database, idRow, sql)).map(({ id }) => id)
}
