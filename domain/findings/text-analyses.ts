import type { Database, Tx } from '../database.ts'

/**
 * A reference in a text to another file, as written there, with its line. `tag` is the element that uses it: the parent
 * for a `<source>`, and `css` in a style sheet. `video` and `audio` are the index of the page's element that it is a
 * source of, from 0. `optional`: viewers do not see that it is missing, such as an icon. `post`: a form that sends data
 * to it, which only a server can receive; its `url` is empty if the form sends to its own page. `use`: browsers read the file as a script or
 * a style sheet, whatever its name.
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
}

/** How browsers read a file that a text names. */
export type FileUse = 'script' | 'style'

/** An animation for a plug-in that browsers no longer support. `url` is its file, if the markup names one. */
export type PluginContent = { plugin: 'Flash' | 'Silverlight' | 'Java' | 'Director'; line: number; url?: string }

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
  /** The URLs of workers and modules that the page's own scripts name. */
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
  /** The captions are in a format that browsers do not accept. Players get them as WebVTT in UTF-8. */
  converted?: true
}

/** The result of analyzing a text as one `kind` of text. `version` is the version of the analysis rules. */
export type NewTextAnalysis = {
  contentHash: string
  version: number
  kind: string
  references: Reference[]
  facts: TextFacts
}

/**
 * Records text analyses by content hash, in one statement. The same bytes may be two kinds of text, such as an empty
 * page and an empty style sheet: both analyses are kept, keyed by kind.
 */
export async function recordTextAnalyses(database: Database | Tx, analyses: NewTextAnalysis[]): Promise<void> {
  await database.$executeRaw`
    INSERT INTO text_analysis AS analysis (content_hash, version, "references", facts)
    SELECT "contentHash", version, "references", facts
    FROM jsonb_to_recordset(${JSON.stringify(mergedRows(analyses))}::jsonb) AS new("contentHash" text, version int, "references" jsonb, facts jsonb)
    ON CONFLICT (content_hash) DO UPDATE SET version = excluded.version,
      "references" = CASE WHEN analysis.version = excluded.version THEN analysis."references" || excluded."references" ELSE excluded."references" END,
      facts = CASE WHEN analysis.version = excluded.version THEN analysis.facts || excluded.facts ELSE excluded.facts END
    WHERE analysis.version <= excluded.version`
}

/** Merges analyses into one row per hash. The rows are sorted, so that concurrent writers cannot deadlock. */
export function mergedRows(analyses: NewTextAnalysis[]) {
  const byHash = Map.groupBy(analyses, analysis => analysis.contentHash)
  const rows = [...byHash].map(([contentHash, group]) => ({
    contentHash,
    version: Math.max(...group.map(analysis => analysis.version)),
    references: Object.fromEntries(group.map(({ kind, references }) => [kind, references])),
    facts: Object.fromEntries(group.map(({ kind, facts }) => [kind, facts])),
  }))
  return rows.sort((a, b) => (a.contentHash < b.contentHash ? -1 : 1))
}
