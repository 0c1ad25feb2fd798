import type { Database, Prisma, Tx, VideoLook } from '../database.ts'

/** Why a video cannot be played, as a code. */
export type VideoProblem = 'UNREADABLE' | 'NO_PICTURE' | 'CUT_SHORT' | 'NO_LENGTH'

/** What a look at a video's bytes found, by content hash. */
export type VideoFacts = Omit<Prisma.VideoLookUncheckedCreateInput, 'sourceKey' | 'sourceVersionId' | 'problemCode'> & {
  problemCode: VideoProblem | null
}

/** Keeps what a look at a video found; a later look of the same bytes finds the same. */
export async function recordVideoLook(tx: Tx, facts: VideoFacts): Promise<void> {
  await tx.videoLook.upsert({ where: { contentHash: facts.contentHash }, create: facts, update: facts })
}

/**
 * The look at a video whose source somebody is about to need, so that the nightly removal does not take it away now: whoever comes first, the
 * other sees it.
 */
export async function needSource(tx: Tx, contentHash: string): Promise<VideoLook> {
  return tx.videoLook.update({ where: { contentHash }, data: { sourceUnneededSince: null } })
}

/** Records where the bytes lie that a job reads. */
export async function recordSource(
  tx: Tx,
  contentHash: string,
  source: { key: string; versionId: string } | null,
): Promise<void> {
  await tx.videoLook.update({
    where: { contentHash },
    data: { sourceKey: source?.key ?? null, sourceVersionId: source?.versionId ?? null },
  })
}

/**
 * A reference of a text to something else, as written there, with its line. `tag`: the element that uses it, for a `<source>` the one around
 * it; `css` in a stylesheet. `video`: of which `<video>` of the page it is a source, counted from 0.
 */
export type Reference = { url: string; line: number; tag: string; video?: number }

/** An animation for a plug-in that browsers no longer have. `url`: its file, where the markup names one. */
export type Animation = { technique: 'Flash' | 'Silverlight' | 'Java' | 'Director'; line: number; url?: string }

/** What else was found in a text. Whatever is usual is left out, so that the rows of ordinary files stay small. */
export type TextFacts = {
  /** `href` of its `<base>`. */
  base?: string
  hasVideo?: true
  /** Which of its `<video>`s are decoration: muted, looping, starting by themselves, without controls. Counted from 0. */
  decorations?: number[]
  /** There is a place for the player's tag. */
  hasPlace?: true
  hasFrameset?: true
  animations?: Animation[]
  /** It cannot be read, from this line on. `words`: what is wrong there, for the author. */
  unreadable?: { why: 'BINARY' | 'NOT_WELL_FORMED' | 'TANGLED'; line: number; words?: string }
  /** The first line with a letter that is none in the encoding which the text declares. */
  garbledLine?: number
  /** The first thing in a file of captions that nobody will see. */
  captions?: { line: number; words: string }
  /** Captions that browsers do not take as they are: players get them as WebVTT in UTF-8. */
  converted?: true
}

/** What a look at a text found, read as this `kind` of text, with this version of the rules. */
export type TextLook = {
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
export async function recordTextLooks(database: Database | Tx, looks: TextLook[]): Promise<void> {
  await database.$executeRaw`
    INSERT INTO page_look AS look (content_hash, version, "references", facts, has_video, has_place)
    SELECT "contentHash", version, "references", facts, "hasVideo", "hasPlace"
    FROM jsonb_to_recordset(${JSON.stringify(rowsOf(looks))}::jsonb) AS new("contentHash" text, version int, "references" jsonb, facts jsonb,
      "hasVideo" boolean, "hasPlace" boolean)
    ON CONFLICT (content_hash) DO UPDATE SET version = excluded.version,
      "references" = CASE WHEN look.version = excluded.version THEN look."references" || excluded."references" ELSE excluded."references" END,
      facts = CASE WHEN look.version = excluded.version THEN look.facts || excluded.facts ELSE excluded.facts END,
      has_video = excluded.has_video OR (look.version = excluded.version AND look.has_video),
      has_place = excluded.has_place OR (look.version = excluded.version AND look.has_place)
    WHERE look.version <= excluded.version`
}

/** One row for each hash, in one order: two who record the same hashes must not wait for each other. */
function rowsOf(looks: TextLook[]) {
  const byHash = Map.groupBy(looks, look => look.contentHash)
  const rows = [...byHash].map(([contentHash, same]) => ({
    contentHash,
    version: Math.max(...same.map(look => look.version)),
    references: Object.fromEntries(same.map(({ kind, references }) => [kind, references])),
    facts: Object.fromEntries(same.map(({ kind, facts }) => [kind, facts])),
    hasVideo: same.some(({ facts }) => facts.hasVideo),
    hasPlace: same.some(({ facts }) => facts.hasPlace),
  }))
  return rows.sort((a, b) => (a.contentHash < b.contentHash ? -1 : 1))
}
