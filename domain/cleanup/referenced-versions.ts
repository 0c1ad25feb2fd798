import type { Database, Tx } from '../database.ts'
import { countsAsReferenceSql } from './superseded-drafts.ts'

/**
 * Which of these versions some row still points at: items of open runs, files of any draft, and what open publications copy from (a release
 * that is there has copies of its own). `pastBefore`: as if the drafts that are past then were gone.
 */
export async function referencedVersions(
  database: Database | Tx,
  versionIds: string[],
  supersededBefore: Date | null = null,
): Promise<Set<string>> {
  if (versionIds.length === 0) return new Set()
  const rows = await database.$queryRaw<{ versionId: string }[]>`
    SELECT item.version_id AS "versionId" FROM sync_item AS item JOIN sync_run AS run ON run.id = item.run_id
    WHERE run.finished_at IS NULL AND item.version_id = ANY(${versionIds})
    UNION SELECT file.version_id FROM draft_file AS file WHERE file.version_id = ANY(${versionIds}) AND ${countsAsReferenceSql(supersededBefore)}
    UNION SELECT source.source_version_id FROM release_file AS source
      JOIN publication ON publication.package_id = source.package_id AND publication.number = source.number
    WHERE publication.finished_at IS NULL AND source.source_version_id = ANY(${versionIds})`
  return new Set(rows.map(row => row.versionId))
}
