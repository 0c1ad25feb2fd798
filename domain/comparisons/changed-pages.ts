import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { type ComparedVersions, changedFilesSql } from '../files/file-changes.ts'
import { pathKey } from '../files/path-key.ts'
import { pathOfReference } from '../playback/pages-with-videos.ts'
import { rows } from '../rows.ts'

/** SQL, for a row of files: it is a page. */
const isPageSql = (file: Prisma.Sql) => Prisma.sql`${file}.media_type ~ '^(text/html|application/xhtml[+]xml)'`
const [oldFileSql, newFileSql] = [Prisma.sql`old_file`, Prisma.sql`new_file`]

const changedFileRow = z.object({ path: z.string(), isPage: z.boolean(), isInBoth: z.boolean() })
const referenceRow = z.object({ page: z.string(), url: z.string(), base: z.string().nullable() })

/** Of longer lists of references, only the first are read. */
const maxReferences = 50_000

/**
 * Returns the pages that two versions have and that may look different: first those whose own text differs, then those
 * that name a file that differs, such as a style sheet or a picture. Each group is sorted by path.
 */
export async function findChangedPages(database: Database, versions: ComparedVersions): Promise<string[]> {
  const changed = await rows(
    database,
    changedFileRow,
    Prisma.sql`
    ${changedFilesSql(versions)}
    SELECT path, kind = 'CHANGED' AS "isInBoth", coalesce(${isPageSql(newFileSql)}, ${isPageSql(oldFileSql)}) AS "isPage"
    FROM changed LEFT JOIN old_file USING (path) LEFT JOIN new_file USING (path) ORDER BY path COLLATE "C"`,
  )
  const pages = changed.filter(({ isPage, isInBoth }) => isPage && isInBoth).map(({ path }) => path)
  const others = new Set(changed.filter(({ isPage }) => !isPage).map(({ path }) => pathKey(path)))
  return others.size === 0 ? pages : [...pages, ...(await findUsingPages(database, versions, others))]
}

/** Returns the pages that are the same in both versions and name one of these files, given by their keys. */
async function findUsingPages(
  database: Database,
  versions: ComparedVersions,
  keys: ReadonlySet<string>,
): Promise<string[]> {
  const references = await rows(
    database,
    referenceRow,
    Prisma.sql`
    ${changedFilesSql(versions)}
    SELECT DISTINCT new_file.path COLLATE "C" AS page, reference ->> 'url' AS url, analysis.facts -> text.kind ->> 'base' AS base
    FROM new_file JOIN old_file USING (path) JOIN text_analysis AS analysis ON analysis.content_hash = new_file.content_hash
      CROSS JOIN LATERAL jsonb_each(analysis."references") AS text(kind, "references")
      CROSS JOIN LATERAL jsonb_array_elements(text."references") AS reference
    WHERE ${isPageSql(newFileSql)} AND NOT EXISTS (SELECT FROM changed WHERE changed.path = new_file.path)
    ORDER BY page LIMIT ${maxReferences}`,
  )
  const using = references.filter(({ page, url, base }) => {
    const path = pathOfReference(url, page, base)
    return path !== null && keys.has(pathKey(path))
  })
  return [...new Set(using.map(({ page }) => page))]
}
