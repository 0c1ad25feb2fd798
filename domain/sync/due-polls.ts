import type { Database } from '../database.ts'

/** A package to look at, and the cursor of the delta. */
export type DuePoll = { packageId: string; cursor: string | null }

/**
 * The packages that synchronise by themselves and are to be looked at now, the one that waits longest first: those that Dropbox spoke of,
 * those in which something is new, and every five minutes all, because Dropbox's webhook may be lost. Never one that is being synchronised:
 * Dropbox refuses two listings of the same cursor at a time.
 */
export function duePolls(database: Database): Promise<DuePoll[]> {
  return database.$queryRaw`
    SELECT id::text AS "packageId", cursor FROM package
    WHERE auto_sync_minutes IS NOT NULL AND archived_at IS NULL
      AND (polled_at IS NULL OR polled_at < now() - interval '5 minutes' OR polled_delta IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM sync_run WHERE package_id = package.id AND finished_at IS NULL)
    ORDER BY polled_at NULLS FIRST`
}
