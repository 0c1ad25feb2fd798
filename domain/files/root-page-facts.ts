import { z } from 'zod'
import { batchLoader } from '../batch-loader.ts'
import { type Database, Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { type DraftRevision, filesOfRevisionSql } from './content-version.ts'
import { isPage, pagePattern, pagePatterns } from './page-names.ts'
import { findRootPage, launchManifestPattern, type RootPage } from './root-page.ts'
import { memoizeByVersion } from './version-files.ts'

/** The first version of the analysis rules that tells documents from fragments. */
export const documentsSinceVersion = 3

const factsRow = z.object({
  draft: z.number(),
  path: z.string(),
  isDocument: z.boolean(),
  launchUrl: z.string().nullable(),
})

/** A draft revision, and the author's choice of a start page. Null: Lectern chooses. */
type DraftToOpen = DraftRevision & { chosenPage: string | null }

/**
 * Finds the pages that draft revisions open with, in the order of the drafts. Reads what they depend on in one
 * statement: pages and launch manifests. A page without an analysis counts as a document.
 */
async function findRootPages(database: Database | Tx, drafts: DraftToOpen[]): Promise<RootPage[]> {
  const revisions = drafts.map(({ packageId, revision }, draft) => ({ draft, packageId, revision }))
  const found = await rows(
    database,
    factsRow,
    Prisma.sql`
    SELECT opened.draft, file.path, coalesce((facts ->> 'isDocument')::boolean, facts IS NULL) AS "isDocument", facts ->> 'launchUrl' AS "launchUrl"
    FROM jsonb_to_recordset(${JSON.stringify(revisions)}::jsonb) AS opened(draft int, "packageId" uuid, revision int) CROSS JOIN LATERAL (
      SELECT path, content_hash, CASE WHEN path ~* ${pagePatterns.html} THEN 'html' WHEN path ~* ${pagePatterns.xhtml} THEN 'xhtml' ELSE 'manifest' END AS kind
      ${filesOfRevisionSql(Prisma.sql`opened."packageId"`, Prisma.sql`opened.revision`)} AND NOT generated AND (path ~* ${pagePattern} OR path ~* ${launchManifestPattern})
    ) AS file LEFT JOIN LATERAL (
      SELECT analysis.facts -> file.kind AS facts FROM text_analysis AS analysis WHERE analysis.content_hash = file.content_hash AND analysis.version >= ${documentsSinceVersion}
    ) AS analysis ON true`,
  )
  const filesByDraft = Map.groupBy(found, ({ draft }) => draft)
  return drafts.map(({ chosenPage }, draft) => {
    const files = filesByDraft.get(draft) ?? []
    return findRootPage({
      pages: files.filter(({ path }) => isPage(path)),
      manifests: files.filter(({ path }) => !isPage(path)),
      chosenPage,
    })
  })
}

/** Finds the page that a draft revision opens with. `chosenPage` is the author's setting. */
export async function rootPageOfRevision(
  database: Database | Tx,
  revision: DraftRevision,
  chosenPage: string | null,
): Promise<RootPage> {
  const [rootPage] = await findRootPages(database, [{ ...revision, chosenPage }])
  return rootPage!
}

const loadRootPage = batchLoader(findRootPages, ({ packageId, revision, chosenPage }) =>
  JSON.stringify([packageId, revision, chosenPage]),
)

/**
 * Does the same for everything that only shows the page: reads it once for each revision and setting, and all drafts of
 * a list in one statement. A revision's pages never change.
 */
export const shownRootPage = memoizeByVersion(
  (database: Database, revision: DraftRevision, chosenPage: string | null): Promise<RootPage> =>
    loadRootPage(database, { ...revision, chosenPage }),
)
