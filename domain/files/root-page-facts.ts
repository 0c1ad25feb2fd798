import { z } from 'zod'
import { type Database, Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { type DraftRevision, filesOfVersionSql } from './content-version.ts'
import {
  findRootPage,
  isPage,
  launchManifestPattern,
  pagePattern,
  type RootPage,
  type RootPageFacts,
} from './root-page.ts'

/** The first version of the analysis rules that tells documents from fragments. */
export const documentsSinceVersion = 3

const factsRow = z.object({ path: z.string(), isDocument: z.boolean(), launchUrl: z.string().nullable() })

/**
 * Reads what the root page of a draft revision depends on: its pages, its launch manifests, and the author's setting. A
 * page without an analysis counts as a document.
 */
export async function rootPageFacts(
  database: Database | Tx,
  revision: DraftRevision,
  chosenPage: string | null,
): Promise<RootPageFacts> {
  const found = await rows(
    database,
    factsRow,
    Prisma.sql`
    SELECT file.path, coalesce((facts ->> 'isDocument')::boolean, facts IS NULL) AS "isDocument", facts ->> 'launchUrl' AS "launchUrl"
    FROM (
      SELECT path, content_hash, CASE WHEN path ~* '\.xml$' THEN 'manifest' WHEN path ~* '\.xhtml$' THEN 'xhtml' ELSE 'html' END AS kind
      ${filesOfVersionSql(revision)} AND NOT generated AND (path ~* ${pagePattern} OR path ~* ${launchManifestPattern})
    ) AS file LEFT JOIN LATERAL (
      SELECT analysis.facts -> file.kind AS facts FROM text_analysis AS analysis WHERE analysis.content_hash = file.content_hash AND analysis.version >= ${documentsSinceVersion}
    ) AS analysis ON true`,
  )
  return {
    pages: found.filter(({ path }) => isPage(path)),
    manifests: found.filter(({ path }) => !isPage(path)),
    chosenPage,
  }
}

/** Finds the page that a draft revision opens with. `chosenPage` is the author's setting. */
export const rootPageOfRevision = async (
  database: Database | Tx,
  revision: DraftRevision,
  chosenPage: string | null,
): Promise<RootPage> => findRootPage(await rootPageFacts(database, revision, chosenPage))
