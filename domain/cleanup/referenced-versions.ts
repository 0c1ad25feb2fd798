import { z } from 'zod'
import { type Database, Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { countsAsReferenceSql } from './superseded-drafts.ts'

const referencedVersionRow = z.object({ versionId: z.string() })

/**
 * Returns which of these object versions are still referenced: by items of open runs, by files of any draft, or as the
 * sources of open publications. Releases have copies of their own. `supersededBefore`: ignore drafts that were
 * superseded before this time; null ignores none.
 */
export async function referencedVersions(
  database: Database | Tx,
  versionIds: string[],
  supersededBefore: Date | null = null,
): Promise<Set<string>> {
  if (versionIds.length === 0) return new Set()
  const found = await rows(
    database,
    referencedVersionRow,
    Prisma.sql`
    SELECT item.version_id AS "versionId" FROM sync_item AS item JOIN sync_run AS run ON run.id = item.run_id
    WHERE run.finished_at IS NULL AND item.version_id = ANY(${versionIds})
    UNION SELECT file.version_id FROM draft_file AS file WHERE file.version_id = ANY(${versionIds}) AND ${countsAsReferenceSql(supersededBefore)}
    UNION SELECT source.source_version_id FROM release_file AS source
      JOIN publication ON publication.package_id = source.package_id AND publication.number = source.number
    WHERE publication.finished_at IS NULL AND source.source_version_id = ANY(${versionIds})`,
  )
  return new Set(found.map(row => row.versionId))
}
