import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'

const duePollRow = z.object({ packageId: z.string(), cursor: z.string().nullable() })

/** A package to poll, and the cursor of its delta. */
export type DuePoll = z.infer<typeof duePollRow>

/**
 * The packages with auto-sync to poll now, the longest-waiting first. Due are packages that Dropbox notified us of,
 * packages with a change, and all packages every five minutes, because a webhook may be lost. Leaves out packages that
 * are being synchronized, because Dropbox rejects two listings of the same cursor at a time. Leaves out packages whose
 * last run asked for a folder and was canceled: the next one would ask the same.
 */
export function duePolls(database: Database): Promise<DuePoll[]> {
  return rows(
    database,
    duePollRow,
    Prisma.sql`
    SELECT id::text AS "packageId", cursor FROM package
    WHERE auto_sync_minutes IS NOT NULL AND archived_at IS NULL
      AND (polled_at IS NULL OR polled_at < now() - interval '5 minutes' OR polled_delta IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM sync_run WHERE package_id = package.id AND finished_at IS NULL)
      AND NOT coalesce((SELECT status = 'CANCELED' AND folder_choices IS NOT NULL AND chosen_folder_id IS NULL FROM sync_run
        WHERE package_id = package.id ORDER BY started_at DESC LIMIT 1), false)
    ORDER BY polled_at NULLS FIRST`,
  )
}
