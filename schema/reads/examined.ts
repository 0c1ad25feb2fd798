import type { Reference, TextFacts, VideoProblem } from '../changes/looks.ts'
import type { Database, SyncRun } from '../database.ts'
import { mayBeDecoration } from './decoration.ts'

/** A text that was looked into, below the kind of text that it was read as. */
export type LookedAtText = { path: string; references: Record<string, Reference[]>; facts: Record<string, TextFacts> }

/** A package as it will be when the run's draft is made: what the package doctor looks at. */
export type ExaminedPackage = {
  /** The author's files with their sizes in bytes. */
  files: Map<string, number>
  /** All folders; none when not everything that was planned is done, because then they say nothing. */
  folders: string[]
  chosenRoot: string | null
  texts: LookedAtText[]
  /** What was left out, and why. */
  ignored: { path: string; reason: string }[]
  /** The videos that were looked at. `problem`: why one cannot be played, in words and as a code. */
  videos: ExaminedVideo[]
}

/** `mayDecorate`: it is small, short and plays as it is, so if its pages show it as decoration it needs no stream. */
export type ExaminedVideo = {
  path: string
  problem: string | null
  problemCode: VideoProblem | null
  mayDecorate: boolean
}

type File = {
  path: string
  bytes: number
  references: LookedAtText['references'] | null
  facts: LookedAtText['facts'] | null
  isVideo: boolean
} & Omit<ExaminedVideo, 'path'>

/** Reads it from the rows: the draft's files that stay, the copies that are done, what was left out. `whole`: deletions count too. */
export async function examined(database: Database, run: SyncRun, whole: boolean): Promise<ExaminedPackage> {
  const files = await database.$queryRaw<File[]>`
    WITH file AS (
      SELECT path, content_hash, bytes FROM sync_item
      WHERE run_id = ${run.id}::uuid AND action = 'COPY' AND status = 'DONE' AND NOT own
      UNION ALL
      SELECT path, content_hash, bytes FROM draft_file
      WHERE package_id = ${run.packageId}::uuid AND until_revision IS NULL AND NOT own AND NOT EXISTS (
        SELECT 1 FROM sync_item AS item WHERE item.run_id = ${run.id}::uuid AND item.path = draft_file.path AND NOT item.own
          AND ((item.action = 'COPY' AND item.status = 'DONE') OR (item.action = 'DELETE' AND ${whole})))
    )
    SELECT file.path, file.bytes::float8 AS bytes, page."references", page.facts, look.content_hash IS NOT NULL AS "isVideo",
      look.problem, look.problem_code AS "problemCode", coalesce(${mayBeDecoration}, false) AS "mayDecorate"
    FROM file LEFT JOIN page_look AS page USING (content_hash) LEFT JOIN video_look AS look USING (content_hash)`
  const ignored = await database.syncItem.findMany({
    where: { runId: run.id, action: 'IGNORE' },
    select: { path: true, reason: true },
  })
  const { rootPage, generation } = await database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  const folders = whole
    ? await database.entry.findMany({
        where: { packageId: run.packageId, generation, kind: 'FOLDER', path: { not: '' } },
        select: { path: true },
      })
    : []
  return {
    files: new Map(files.map(({ path, bytes }) => [path, bytes])),
    folders: folders.map(({ path }) => path),
    chosenRoot: rootPage,
    texts: files.flatMap(({ path, references, facts }) => (references && facts ? [{ path, references, facts }] : [])),
    ignored: ignored.map(({ path, reason }) => ({ path, reason: reason ?? '' })),
    videos: files.flatMap(({ path, isVideo, problem, problemCode, mayDecorate }) =>
      isVideo ? [{ path, problem, problemCode, mayDecorate }] : [],
    ),
  }
}
