import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'
import { countsAsReferenceSql } from './superseded-drafts.ts'

const taggedPageRow = z.object({ key: z.string(), contentHashes: z.array(z.string()) })

/**
 * The content hashes of the pages with the player's tag that drafts and open runs have under each of these keys.
 * `supersededBefore`: ignore drafts that were superseded before this time; null ignores none.
 */
export async function taggedPages(
  database: Database,
  keys: string[],
  supersededBefore: Date | null,
): Promise<Map<string, Set<string>>> {
  const found = await rows(
    database,
    taggedPageRow,
    Prisma.sql`
    SELECT key, array_agg(DISTINCT content_hash) AS "contentHashes" FROM (
      SELECT file.key, file.content_hash FROM draft_file AS file
      WHERE file.key = ANY(${keys}) AND file.tag_version IS NOT NULL AND ${countsAsReferenceSql(supersededBefore)}
      UNION ALL
      SELECT item.key, item.content_hash FROM sync_item AS item JOIN sync_run AS run ON run.id = item.run_id
      WHERE run.finished_at IS NULL AND item.key = ANY(${keys}) AND item.tag_version IS NOT NULL
    ) AS page GROUP BY key`,
  )
  return new Map(found.map(row => [row.key, new Set(row.contentHashes)]))
}
