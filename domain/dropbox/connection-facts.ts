import { z } from 'zod'
import type { Actor } from '../audit/actor.ts'
import { type Database, type DropboxLimit, Prisma } from '../database.ts'
import { rows } from '../rows.ts'

/**
 * Who connected or disconnected Dropbox last, and when. The system disconnects it when Dropbox no longer accepts the
 * access. Null if nobody did.
 */
export async function lastConnectionChange(
  database: Database,
  action: 'dropbox.connected' | 'dropbox.disconnected',
): Promise<{ actor: Actor; at: Date } | null> {
  const event = await database.auditEvent.findFirst({
    where: { subjectType: 'DropboxConnection', subjectId: '1', action },
    orderBy: { sequence: 'desc' },
  })
  return event && { actor: event.actor as Actor, at: event.at }
}

/** How many packages synchronize automatically. */
export const automaticPackages = (database: Database): Promise<number> =>
  database.package.count({ where: { archivedAt: null, autoSyncMinutes: { not: null } } })

/** The limit of calls that all processes share at present. A pause that is over is null. */
export async function dropboxCallLimit(
  database: Database,
): Promise<Pick<DropboxLimit, 'notBefore' | 'requestsPerSecond'>> {
  const { notBefore, requestsPerSecond } = await database.dropboxLimit.findUniqueOrThrow({ where: { id: 1 } })
  return { requestsPerSecond, notBefore: notBefore && notBefore.getTime() > Date.now() ? notBefore : null }
}

const packageFolderRow = z.object({ path: z.string(), packages: z.number() })

/** A folder that holds the folders of packages. `path` is '' for the root. */
export type PackageFolderRow = z.infer<typeof packageFolderRow>

/** The folders around those of the packages that are not archived, with how many each holds, most first. */
export function packageFolders(database: Database): Promise<PackageFolderRow[]> {
  const sql = Prisma.sql`
    SELECT path, packages FROM (
      SELECT regexp_replace(dropbox_path, '/[^/]*$', '') AS path, count(*)::int AS packages
      FROM package WHERE archived_at IS NULL GROUP BY 1
    ) AS folder ORDER BY packages DESC, path COLLATE "C" LIMIT 100`
  return rows(database, packageFolderRow, sql)
}
