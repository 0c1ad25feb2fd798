import type { Database } from '../database.ts'

/** Which of these versions some row still points at: items of open runs, files of any revision, what releases were copied from. */
export async function referencedVersions(database: Database, versionIds: string[]): Promise<Set<string>> {
  if (versionIds.length === 0) return new Set()
  const rows = await database.$queryRaw<{ versionId: string }[]>`
    SELECT item.version_id AS "versionId" FROM sync_item AS item JOIN sync_run AS run ON run.id = item.run_id
    WHERE run.finished_at IS NULL AND item.version_id = ANY(${versionIds})
    UNION SELECT version_id FROM draft_file WHERE version_id = ANY(${versionIds})
    UNION SELECT source_version_id FROM release_file WHERE source_version_id = ANY(${versionIds})`
  return new Set(rows.map(row => row.versionId))
}
