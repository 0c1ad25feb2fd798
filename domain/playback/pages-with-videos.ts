import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { type DraftRevision, filesOfVersionSql } from '../files/content-version.ts'
import { pathKey } from '../files/path-key.ts'
import { videoPattern } from '../files/video-files.ts'
import { memoize } from '../memoize.ts'
import { rows } from '../rows.ts'
import { decodeLeniently, encodePath } from './content-address.ts'

const referenceRow = z.object({ page: z.string(), url: z.string(), base: z.string().nullable() })

/** Matches URLs that end as a video's path does, before a query or a fragment. */
const videoUrlPattern = videoPattern.replace(/\$$/, '([?#]|$)')

/**
 * Finds the files that name videos of a draft, such as pages, by the key of the video's path. Each list is sorted by path.
 * What scripts put together is not found.
 */
export async function pagesWithVideos(database: Database, version: DraftRevision): Promise<Map<string, string[]>> {
  const sql = Prisma.sql`
    SELECT DISTINCT file.path COLLATE "C" AS page, reference ->> 'url' AS url, analysis.facts -> text.kind ->> 'base' AS base
    FROM (SELECT path, content_hash ${filesOfVersionSql(version)} AND NOT generated) AS file
      JOIN text_analysis AS analysis ON analysis.content_hash = file.content_hash
      CROSS JOIN LATERAL jsonb_each(analysis."references") AS text(kind, "references")
      CROSS JOIN LATERAL jsonb_array_elements(text."references") AS reference
    WHERE reference ->> 'url' ~* ${videoUrlPattern} ORDER BY page`
  const pages = new Map<string, Set<string>>()
  for (const { page, url, base } of await rows(database, referenceRow, sql)) {
    const path = pathOfReference(url, page, base)
    if (path === null) continue
    const key = pathKey(path)
    pages.set(key, (pages.get(key) ?? new Set()).add(page))
  }
  return new Map([...pages].map(([key, found]) => [key, [...found]]))
}

/** A new revision is read at once. Texts of a revision are analyzed again only after an update of Lectern. */
const pagesCacheMs = 60_000
const maxCachedRevisions = 50

const cachedReads = new WeakMap<Database, (packageId: string, revision: number) => ReturnType<typeof pagesWithVideos>>()

/** Caches `pagesWithVideos`, because progress is pushed several times a second with the pages of each video. */
export function cachedPagesWithVideos(database: Database, { packageId, revision }: DraftRevision) {
  const read =
    cachedReads.get(database) ??
    memoize(pagesCacheMs, maxCachedRevisions, (packageId: string, revision: number) =>
      pagesWithVideos(database, { packageId, revision }),
    )
  cachedReads.set(database, read)
  return read(packageId, revision)
}

const root = 'https://package.invalid/'

/** Returns the path in the package that a URL in a page leads to. Null if it leads elsewhere. */
export function pathOfReference(url: string, page: string, base: string | null): string | null {
  const address = URL.parse(root + encodePath(page))
  const target = URL.parse(url, (base === null ? null : URL.parse(base, address ?? root)) ?? address ?? root)
  return target?.href.startsWith(root) ? decodeLeniently(target.pathname.slice(1)) : null
}
