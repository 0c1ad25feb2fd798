import { z } from 'zod'
import { type Database, Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'

/**
 * A reference in a text to another file, as written there, with its line. `tag` is the element that uses it: the parent
 * for a `<source>`, and `css` in a style sheet. `video` and `audio` are the index of the page's element that it is a
 * source of, from 0. `optional`: viewers do not see that it is missing, such as an icon. `post`: a form that sends data
 * to it, which only a server can receive; its `url` is empty if the form sends to its own page. `use`: browsers read the file as a script or
 * a style sheet, whatever its name. `skipped`: browsers that do not show its format use another file in its place.
 */
export type Reference = {
  url: string
  line: number
  tag: string
  video?: number
  audio?: number
  optional?: true
  post?: true
  use?: FileUse
  skipped?: true
}

/** How browsers read a file that a text names. */
export type FileUse = 'script' | 'style'

/** An animation for a plug-in that browsers no longer support. `url` is its file, if the markup names one. */
export type PluginContent = { plugin: 'Flash' | 'Silverlight' | 'Java' | 'Director'; line: number; url?: string }

/** How captions that are not Unicode are read. `line` is the first line with letters that are not ASCII, if any. */
export type LegacyReading = { charset: string; line: string | null }

/** Further facts about a text. The usual values are left out, to keep the rows of ordinary files small. */
export type TextFacts = {
  /** The `href` of the page's `<base>`, and its line. */
  base?: string
  baseLine?: number
  /** The number of references beyond the limit for one text. They are not stored. */
  uncheckedReferences?: number
  /** The indexes, from 0, of the `<video>`s that are decoration: muted, looping, autoplaying, and without controls. */
  decorations?: number[]
  /** The text is a page of its own, which gets the player's tag, and not a fragment that a script loads. */
  isDocument?: true
  /** A server page contains code that a server runs. */
  serverCode?: true
  /** The URLs of workers, modules, and other scripts that a script, or a page's own scripts, name. */
  scriptUrls?: string[]
  animations?: PluginContent[]
  /** The URL that a launch manifest of a learning platform names, relative to the manifest's folder. */
  launchUrl?: string
  /** The text cannot be read from this line on. `message` says why, for the author. */
  unreadable?: { reason: 'BINARY' | 'NOT_WELL_FORMED' | 'TANGLED' | 'LIMIT'; line: number; message?: string }
  /** The first line with bytes that are invalid in the encoding that the text declares. */
  garbledLine?: number
  /** The first part of a captions file that will not be shown. */
  captions?: { line: number; message: string }
  /**
   * The captions are not Unicode. By the charset of the language in their name ('' without one): the charset in which
   * they are read, and a line of words in it.
   */
  legacy?: Record<string, LegacyReading>
  /** The captions are in a format that browsers do not accept. Players get them as WebVTT in UTF-8. */
  converted?: true
}

/**
 * The result of analyzing a text as one `kind` of text. `version` is the version of the analysis rules. `references` and
 * `facts` are JSON, because a text may have 100,000 references, and as objects they take ten times the memory.
 */
export type NewTextAnalysis = { contentHash: string; version: number; kind: string; references: string; facts: string }

/**
 * Records text analyses by content hash, in one statement. The same bytes may be two kinds of text, such as an empty
 * page and an empty style sheet: both analyses are kept, keyed by kind. The rows are sorted, so that concurrent writers
 * cannot deadlock.
 */
export async function recordTextAnalyses(database: Database | Tx, analyses: NewTextAnalysis[]): Promise<void> {
  const column = <Name extends keyof NewTextAnalysis>(name: Name) => analyses.map(analysis => analysis[name])
  await database.$executeRaw`
    INSERT INTO text_analysis AS analysis (content_hash, version, "references", facts)
    SELECT content_hash, max(version), jsonb_object_agg(kind, "references"::jsonb), jsonb_object_agg(kind, facts::jsonb)
    FROM unnest(${column('contentHash')}::text[], ${column('version')}::int[], ${column('kind')}::text[],
      ${column('references')}::text[], ${column('facts')}::text[]) AS new(content_hash, version, kind, "references", facts)
    GROUP BY content_hash ORDER BY content_hash
    ON CONFLICT (content_hash) DO UPDATE SET version = excluded.version,
      "references" = CASE WHEN analysis.version = excluded.version THEN analysis."references" || excluded."references" ELSE excluded."references" END,
      facts = CASE WHEN analysis.version = excluded.version THEN analysis.facts || excluded.facts ELSE excluded.facts END
    WHERE analysis.version <= excluded.version`
}

const storedTextRow = z.object({ path: z.string(), kind: z.string(), references: z.string(), facts: z.string() })

/** The analysis of a text file of a package as it is stored. `references` and `facts` are JSON. */
export type StoredText = z.infer<typeof storedTextRow>

/** Reads the analyses of these files, each as its kind of text. Leaves out files without such an analysis. */
export const storedTexts = (
  database: Database,
  files: { path: string; contentHash: string; kind: string }[],
): Promise<StoredText[]> =>
  rows(
    database,
    storedTextRow,
    Prisma.sql`
    SELECT path, kind, (analysis."references" -> kind)::text AS "references", (analysis.facts -> kind)::text AS facts
    FROM unnest(${files.map(({ path }) => path)}::text[], ${files.map(({ contentHash }) => contentHash)}::text[],
      ${files.map(({ kind }) => kind)}::text[]) AS file(path, content_hash, kind)
      JOIN text_analysis AS analysis USING (content_hash)
    WHERE jsonb_exists(analysis.facts, kind) AND jsonb_exists(analysis."references", kind)`,
  )
