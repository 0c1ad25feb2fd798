import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { type DraftRevision, filesOfVersionSql } from '../files/content-version.ts'
import { pathKey } from '../files/path-key.ts'
import { rows } from '../rows.ts'
import { pathOfReference } from './pages-with-videos.ts'
import { textPattern, urlPattern } from './url-patterns.ts'

const referenceRow = z.object({
  page: z.string(),
  mediaType: z.string(),
  url: z.string(),
  line: z.number().nullable(),
  base: z.string().nullable(),
})

/**
 * A text file that names another file: a page, a style sheet, a script. `line`: the first one that names it; null if only a
 * script does.
 */
export type FileUse = { path: string; mediaType: string; line: number | null }

/**
 * Finds the files of a draft that name a file, by path: what the analyses of its texts found, so not what scripts put
 * together. A link to a folder names its index page. A text in which the file's name does not occur is not read further.
 */
export async function usesOfFile(database: Database, version: DraftRevision, path: string): Promise<FileUse[]> {
  const sql = Prisma.sql`
    SELECT file.path AS page, file.media_type AS "mediaType", named.url, named.line,
      analysis.facts -> text.kind ->> 'base' AS base
    FROM (
        SELECT path, content_hash, coalesce(used_media_type, media_type) AS media_type
        ${filesOfVersionSql(version)} AND NOT generated AND path <> ${path}
      ) AS file
      JOIN text_analysis AS analysis ON analysis.content_hash = file.content_hash
      CROSS JOIN LATERAL jsonb_each(analysis."references") AS text(kind, "references")
      CROSS JOIN LATERAL (
        SELECT reference ->> 'url' AS url, (reference ->> 'line')::int AS line
        FROM jsonb_array_elements(text."references") AS reference
        UNION ALL
        SELECT animation ->> 'url', (animation ->> 'line')::int
        FROM jsonb_array_elements(analysis.facts -> text.kind -> 'animations') AS animation
        UNION ALL
        SELECT url, NULL FROM jsonb_array_elements_text(analysis.facts -> text.kind -> 'scriptUrls') AS script(url)
      ) AS named
    WHERE (analysis."references"::text || analysis.facts::text) ~* ${textPattern(path)}
      AND named.url ~* ${urlPattern(path)} AND named.url !~ '^#'
    ORDER BY file.path COLLATE "C", named.line`
  const isFile = await createFileCheck(database, version, path)
  const uses = new Map<string, FileUse>()
  for (const { page, url, base, ...use } of await rows(database, referenceRow, sql)) {
    const target = pathOfReference(url, page, base)
    if (target !== null && isFile(target) && !uses.has(page)) uses.set(page, { path: page, ...use })
  }
  return [...uses.values()]
}

/**
 * Returns a function that checks whether the path of a link leads to a file, as the content host finds it: by its exact
 * spelling, by another one that is no other file's, or as the index page of a folder.
 */
async function createFileCheck(database: Database, version: DraftRevision, path: string) {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const keys = [path, `${folder}index.html`].map(pathKey)
  const sql = Prisma.sql`SELECT path ${filesOfVersionSql(version)} AND NOT generated AND path_key = ANY(${keys}) AND path <> ${path}`
  const others = new Set((await rows(database, z.object({ path: z.string() }), sql)).map(other => other.path))
  const isIndex = /^index\.html?$/i.test(path.slice(folder.length))
  const isShadowed = pathKey(path) !== keys[1] && [...others].some(other => pathKey(other) === keys[1])
  const folderKeys = isIndex && !isShadowed ? [folder, folder.slice(0, -1)].map(pathKey) : []
  return (target: string) =>
    target === path ||
    (!others.has(target) &&
      (pathKey(target) === keys[0] || folderKeys.includes(pathKey(target.replace(/\/{2,}/g, '/')))))
}
