import type { Database, Tx } from '../database.ts'

/**
 * A reference of a text to something else, as written there, with its line. `tag`: the element that uses it, for a `<source>` the one around
 * it; `css` in a stylesheet. `video`: of which `<video>` of the page it is a source, counted from 0.
 */
export type Reference = { url: string; line: number; tag: string; video?: number }

/** An animation for a plug-in that browsers no longer have. `url`: its file, where the markup names one. */
export type PluginContent = { plugin: 'Flash' | 'Silverlight' | 'Java' | 'Director'; line: number; url?: string }

/** What else was found in a text. Whatever is usual is left out, so that the rows of ordinary files stay small. */
export type TextFacts = {
  /** `href` of its `<base>`. */
  base?: string
  hasVideo?: true
  /** Which of its `<video>`s are decoration: muted, looping, starting by themselves, without controls. Counted from 0. */
  decorations?: number[]
  /** There is a place for the player's tag. */
  hasInsertionPoint?: true
  hasFrameset?: true
  animations?: PluginContent[]
  /** It cannot be read, from this line on. `words`: what is wrong there, for the author. */
  unreadable?: { reason: 'BINARY' | 'NOT_WELL_FORMED' | 'TANGLED'; line: number; message?: string }
  /** The first line with a letter that is none in the encoding which the text declares. */
  garbledLine?: number
  /** The first thing in a file of captions that nobody will see. */
  captions?: { line: number; message: string }
  /** Captions that browsers do not take as they are: players get them as WebVTT in UTF-8. */
  converted?: true
}

/** What a look at a text found, read as this `kind` of text, with this version of the rules. */
export type NewTextAnalysis = {
  contentHash: string
  version: number
  kind: string
  references: Reference[]
  facts: TextFacts
}

/**
 * Keeps what looks at texts found, by content hash, in one statement. The same bytes may be two kinds of text (an empty page and an empty
 * stylesheet): both looks are kept, each below its kind.
 */
export async function recordTextAnalyses(database: Database | Tx, analyses: NewTextAnalysis[]): Promise<void> {
  await database.$executeRaw`
    INSERT INTO text_analysis AS analysis (content_hash, version, "references", facts, has_video, has_insertion_point)
    SELECT "contentHash", version, "references", facts, "hasVideo", "hasInsertionPoint"
    FROM jsonb_to_recordset(${JSON.stringify(mergedRows(analyses))}::jsonb) AS new("contentHash" text, version int, "references" jsonb, facts jsonb,
      "hasVideo" boolean, "hasInsertionPoint" boolean)
    ON CONFLICT (content_hash) DO UPDATE SET version = excluded.version,
      "references" = CASE WHEN analysis.version = excluded.version THEN analysis."references" || excluded."references" ELSE excluded."references" END,
      facts = CASE WHEN analysis.version = excluded.version THEN analysis.facts || excluded.facts ELSE excluded.facts END,
      has_video = excluded.has_video OR (analysis.version = excluded.version AND analysis.has_video),
      has_insertion_point = excluded.has_insertion_point OR (analysis.version = excluded.version AND analysis.has_insertion_point)
    WHERE analysis.version <= excluded.version`
}

/** One row for each hash, in one order: two who record the same hashes must not wait for each other. */
export function mergedRows(analyses: NewTextAnalysis[]) {
  const byHash = Map.groupBy(analyses, analysis => analysis.contentHash)
  const rows = [...byHash].map(([contentHash, same]) => ({
    contentHash,
    version: Math.max(...same.map(analysis => analysis.version)),
    references: Object.fromEntries(same.map(({ kind, references }) => [kind, references])),
    facts: Object.fromEntries(same.map(({ kind, facts }) => [kind, facts])),
    hasVideo: same.some(({ facts }) => facts.hasVideo),
    hasInsertionPoint: same.some(({ facts }) => facts.hasInsertionPoint),
  }))
  return rows.sort((a, b) => (a.contentHash < b.contentHash ? -1 : 1))
}
