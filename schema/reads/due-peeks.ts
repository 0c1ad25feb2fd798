import type { Database } from '../database.ts'

/** A package to look at, and the cursor of the delta. */
export type DuePeek = { packageId: string; cursor: string | null }

/**
 * The packages that synchronise by themselves and are to be looked at now, the one that waits longest first: those that Dropbox spoke of,
 * those in which something is new, and every five minutes all, because Dropbox's webhook may be lost. Never one that is being synchronised:
 * Dropbox refuses two listings of the same cursor at a time.
 */
export function duePeeks(database: Database): Promise<DuePeek[]> {
  return database.$queryRaw`
    SELECT id::text AS "packageId", cursor FROM package
    WHERE quiet_minutes IS NOT NULL AND archived_at IS NULL
      AND (peeked_at IS NULL OR peeked_at < now() - interval '5 minutes' OR peeked_delta IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM sync_run WHERE package_id = package.id AND finished_at IS NULL)
    ORDER BY peeked_at NULLS FIRST`
}
