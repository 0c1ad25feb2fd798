import type { Reference } from '../changes/looks.ts'
import type { Database, SyncRun } from '../database.ts'

/** A package as it will be when the run's draft is made: what the package doctor looks at. */
export type ExaminedPackage = {
  paths: Set<string>
  chosenRoot: string | null
  pages: { path: string; references: Reference[]; hasPlace: boolean; hasVideo: boolean }[]
  ignored: { path: string; reason: string }[]
  videos: { path: string; problem: string | null }[]
}

type File = {
  path: string
  references: Reference[] | null
  hasPlace: boolean | null
  hasVideo: boolean | null
  isLookedAt: boolean
  problem: string | null
}

/** Reads it from the rows: the draft's files that stay, the copies that are done, what was left out. `whole`: deletions count too. */
export async function examined(database: Database, run: SyncRun, whole: boolean): Promise<ExaminedPackage> {
  const files = await database.$queryRaw<File[]>`
    WITH file AS (
      SELECT path, content_hash FROM sync_item
      WHERE run_id = ${run.id}::uuid AND action = 'COPY' AND status = 'DONE' AND NOT own
      UNION ALL
      SELECT path, content_hash FROM draft_file
      WHERE package_id = ${run.packageId}::uuid AND until_revision IS NULL AND NOT own AND NOT EXISTS (
        SELECT 1 FROM sync_item AS item WHERE item.run_id = ${run.id}::uuid AND item.path = draft_file.path AND NOT item.own
          AND ((item.action = 'COPY' AND item.status = 'DONE') OR (item.action = 'DELETE' AND ${whole})))
    )
    SELECT file.path, page."references", page.has_place AS "hasPlace", page.has_video AS "hasVideo",
      video.content_hash IS NOT NULL AS "isLookedAt", video.problem
    FROM file LEFT JOIN page_look AS page USING (content_hash) LEFT JOIN video_look AS video USING (content_hash)`
  const ignored = await database.syncItem.findMany({
    where: { runId: run.id, action: 'IGNORE' },
    select: { path: true, reason: true },
  })
  const { rootPage } = await database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  return {
    paths: new Set(files.map(file => file.path)),
    chosenRoot: rootPage,
    pages: files.flatMap(({ path, references, hasPlace, hasVideo }) =>
      references ? [{ path, references, hasPlace: hasPlace === true, hasVideo: hasVideo === true }] : [],
    ),
    ignored: ignored.map(({ path, reason }) => ({ path, reason: reason ?? '' })),
    videos: files.flatMap(({ path, isLookedAt, problem }) => (isLookedAt ? [{ path, problem }] : [])),
  }
}
