import type { VideoProblemCode } from '../transcode/probes.ts'
import type { Reference, TextFacts } from './text-analyses.ts'
import type { Database, SyncRun } from '../database.ts'
import { isDecorationCandidateSql } from '../transcode/decoration.ts'

/** A text that was looked into, below the kind of text that it was read as. */
export type AnalyzedText = { path: string; references: Record<string, Reference[]>; facts: Record<string, TextFacts> }

/** A package as it will be when the run's draft is made: what the package doctor looks at. */
export type ExaminedPackage = {
  /** The author's files with their sizes in bytes. */
  files: Map<string, number>
  /** All folders; none when not everything that was planned is done, because then they say nothing. */
  folders: string[]
  chosenRootPage: string | null
  texts: AnalyzedText[]
  /** What was left out, and why. */
  ignored: { path: string; reason: string }[]
  /** The videos that were looked at. `problem`: why one cannot be played, in words and as a code. */
  videos: ExaminedVideo[]
}

/** `isDecorationCandidate`: it is small, short and plays as it is, so if its pages show it as decoration it needs no stream. */
export type ExaminedVideo = {
  path: string
  problem: string | null
  problemCode: VideoProblemCode | null
  isDecorationCandidate: boolean
}

type ExaminedFileRow = {
  path: string
  bytes: number
  references: AnalyzedText['references'] | null
  facts: AnalyzedText['facts'] | null
  isVideo: boolean
} & Omit<ExaminedVideo, 'path'>

/** Reads it from the rows: the draft's files that stay, the copies that are done, what was left out. `whole`: deletions count too. */
export async function examinedPackage(database: Database, run: SyncRun, isComplete: boolean): Promise<ExaminedPackage> {
  const files = await database.$queryRaw<ExaminedFileRow[]>`
    WITH file AS (
      SELECT path, content_hash, bytes FROM sync_item
      WHERE run_id = ${run.id}::uuid AND action = 'COPY' AND status = 'DONE' AND NOT generated
      UNION ALL
      SELECT path, content_hash, bytes FROM draft_file
      WHERE package_id = ${run.packageId}::uuid AND until_revision IS NULL AND NOT generated AND NOT EXISTS (
        SELECT 1 FROM sync_item AS item WHERE item.run_id = ${run.id}::uuid AND item.path = draft_file.path AND NOT item.generated
          AND ((item.action = 'COPY' AND item.status = 'DONE') OR (item.action = 'DELETE' AND ${isComplete})))
    )
    SELECT file.path, file.bytes::float8 AS bytes, analysis."references", analysis.facts, probe.content_hash IS NOT NULL AS "isVideo",
      probe.problem, probe.problem_code AS "problemCode", coalesce(${isDecorationCandidateSql}, false) AS "isDecorationCandidate"
    FROM file LEFT JOIN text_analysis AS analysis USING (content_hash) LEFT JOIN probe USING (content_hash)`
  const ignored = await database.syncItem.findMany({
    where: { runId: run.id, action: 'IGNORE' },
    select: { path: true, reason: true },
  })
  const { rootPage, generation } = await database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  const folders = isComplete
    ? await database.entry.findMany({
        where: { packageId: run.packageId, generation, kind: 'FOLDER', path: { not: '' } },
        select: { path: true },
      })
    : []
  return {
    files: new Map(files.map(({ path, bytes }) => [path, bytes])),
    folders: folders.map(({ path }) => path),
    chosenRootPage: rootPage,
    texts: files.flatMap(({ path, references, facts }) => (references && facts ? [{ path, references, facts }] : [])),
    ignored: ignored.map(({ path, reason }) => ({ path, reason: reason ?? '' })),
    videos: files.flatMap(({ path, isVideo, problem, problemCode, isDecorationCandidate }) =>
      isVideo ? [{ path, problem, problemCode, isDecorationCandidate }] : [],
    ),
  }
}
