import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { type DraftRevision, filesOfVersionSql } from '../files/content-version.ts'
import { pathKey } from '../files/path-key.ts'
import { rows } from '../rows.ts'
import { pathOfReference } from './pages-with-videos.ts'

/** A file that stays and names files that a run deletes: a page, a style sheet. `fileCount`: how many of them. */
export type DeletedFileUser = { path: string; fileCount: number }

const pathRow = z.object({ path: z.string() })
const referenceRow = z.object({ page: z.string(), url: z.string(), base: z.string().nullable() })

/**
 * Finds the files of a draft that stay and name files that a run deletes, by path: what the analyses of their texts found,
 * so not what scripts put together. Reads all texts of the draft.
 */
export async function deletedFileUsers(
  database: Database,
  draft: DraftRevision,
  runId: string,
): Promise<DeletedFileUser[]> {
  const itemsSql = (action: 'COPY' | 'DELETE') =>
    Prisma.sql`SELECT path FROM sync_item WHERE run_id = ${runId}::uuid AND action = ${action}::sync_action AND NOT generated`
  const deleted = await rows(database, pathRow, itemsSql('DELETE'))
  if (deleted.length === 0) return []
  const stayingSql = Prisma.sql`
    SELECT path ${filesOfVersionSql(draft)} AND NOT generated EXCEPT (${itemsSql('DELETE')}) UNION (${itemsSql('COPY')})`
  const staying = await rows(database, pathRow, stayingSql)
  const sql = Prisma.sql`
    SELECT DISTINCT file.path COLLATE "C" AS page, reference ->> 'url' AS url, analysis.facts -> text.kind ->> 'base' AS base
    FROM (
        SELECT path, content_hash ${filesOfVersionSql(draft)} AND NOT generated
      ) AS file
      JOIN text_analysis AS analysis ON analysis.content_hash = file.content_hash
      CROSS JOIN LATERAL jsonb_each(analysis."references") AS text(kind, "references")
      CROSS JOIN LATERAL jsonb_array_elements(text."references") AS reference
    WHERE NOT EXISTS (SELECT FROM (${itemsSql('DELETE')}) AS deleted WHERE deleted.path = file.path)
      AND reference ->> 'url' !~* '^(#|//|[a-z][a-z0-9+.-]*:)' ORDER BY page`
  const keyOfDeleted = deletedFileFinder(
    deleted.map(({ path }) => path),
    staying.map(({ path }) => path),
  )
  const users = new Map<string, Set<string>>()
  for (const { page, url, base } of await rows(database, referenceRow, sql)) {
    const target = pathOfReference(url, page, base)
    const key = target === null ? null : keyOfDeleted(target)
    if (key !== null) users.set(page, (users.get(page) ?? new Set()).add(key))
  }
  return [...users].map(([path, keys]) => ({ path, fileCount: keys.size }))
}

/**
 * Returns a function that finds the deleted file to which the path of a link leads, and returns its key: in any letter case,
 * or as the index page of a folder. Null if a file stays that the link leads to instead.
 */
export function deletedFileFinder(deleted: readonly string[], staying: readonly string[]) {
  const keys = new Map<string, string>()
  for (const path of deleted) {
    const key = pathKey(path)
    keys.set(key, key)
    const folder = path.match(/^(.*\/)?index\.html?$/i)?.[1]
    if (folder) for (const each of [folder, folder.slice(0, -1)]) keys.set(pathKey(each), key)
  }
  const kept = new Set(staying.map(pathKey))
  return (target: string): string | null => {
    const key = pathKey(target.replace(/\/{2,}/g, '/'))
    return kept.has(key) ? null : (keys.get(key) ?? null)
  }
}
