import type { Database } from '../database.ts'
import { countsAsReferenceSql } from './superseded-drafts.ts'

/**
 * The content hashes of the pages with the player's tag that drafts and open runs show under each of these keys of theirs. `pastBefore`: as if
 * the drafts that are past then were gone.
 */
export async function taggedPages(
  database: Database,
  keys: string[],
  supersededBefore: Date | null,
): Promise<Map<string, Set<string>>> {
  const rows = await database.$queryRaw<{ key: string; contentHashes: string[] }[]>`
    SELECT key, array_agg(DISTINCT content_hash) AS "contentHashes" FROM (
      SELECT file.key, file.content_hash FROM draft_file AS file
      WHERE file.key = ANY(${keys}) AND file.tag_version IS NOT NULL AND ${countsAsReferenceSql(supersededBefore)}
      UNION ALL
      SELECT item.key, item.content_hash FROM sync_item AS item JOIN sync_run AS run ON run.id = item.run_id
      WHERE run.finished_at IS NULL AND item.key = ANY(${keys}) AND item.tag_version IS NOT NULL
    ) AS page GROUP BY key`
  return new Map(rows.map(row => [row.key, new Set(row.contentHashes)]))
}
