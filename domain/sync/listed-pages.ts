import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { pagePattern, pagePatterns } from '../files/page-names.ts'
import { documentsSinceVersion } from '../files/root-page-facts.ts'
import { rows } from '../rows.ts'

const listedPagesRow = z.object({ count: z.number(), fragments: z.array(z.string()), mayHaveDocument: z.boolean() })

/**
 * The pages that Dropbox's listing of a package names and that the draft will contain. `fragments` are the first of
 * those that are known to be only pieces of pages, by path, at most three. `mayHaveDocument`: one is a document, or is
 * not copied yet.
 */
export type ListedPages = z.infer<typeof listedPagesRow>

const maxFragments = 3

/** Reads what is known so far about the pages of a package whose files are still being copied. */
export async function listedPages(database: Database, packageId: string): Promise<ListedPages> {
  const kindSql = Prisma.sql`CASE WHEN entry.path ~* ${pagePatterns.xhtml} THEN 'xhtml' ELSE 'html' END`
  const sql = Prisma.sql`
    WITH page AS (
      SELECT entry.path, (SELECT coalesce((analysis.facts -> ${kindSql} ->> 'isDocument')::boolean, false)
        FROM text_analysis AS analysis
        WHERE analysis.content_hash = entry.content_hash AND analysis.version >= ${documentsSinceVersion}
          AND jsonb_exists(analysis.facts, ${kindSql})) AS is_document
      FROM entry JOIN package ON package.id = entry.package_id AND package.generation = entry.generation
      WHERE entry.package_id = ${packageId}::uuid AND entry.kind = 'FILE' AND entry.ignored_reason IS NULL
        AND entry.path_lower ~* ${pagePattern}
    )
    SELECT count(*)::int AS count, coalesce(bool_or(is_document IS NOT FALSE), false) AS "mayHaveDocument",
      ARRAY(SELECT path FROM page WHERE is_document = false ORDER BY path COLLATE "C" LIMIT ${maxFragments}) AS fragments
    FROM page`
  const [row] = await rows(database, listedPagesRow, sql)
  return row!
}
