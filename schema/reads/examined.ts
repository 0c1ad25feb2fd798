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

type File = { path: string; contentHash: string }

/** Reads it from the rows: the draft's files that stay, the copies that are done, what was left out. `whole`: deletions count too. */
export async function examined(database: Database, run: SyncRun, whole: boolean): Promise<ExaminedPackage> {
  const files = await database.$queryRaw<File[]>`
    SELECT path, content_hash AS "contentHash" FROM sync_item
    WHERE run_id = ${run.id}::uuid AND action = 'COPY' AND status = 'DONE' AND NOT own
    UNION ALL
    SELECT path, content_hash FROM draft_file AS file
    WHERE package_id = ${run.packageId}::uuid AND until_revision IS NULL AND NOT own AND NOT EXISTS (
      SELECT 1 FROM sync_item AS item WHERE item.run_id = ${run.id}::uuid AND item.path = file.path AND NOT item.own
        AND ((item.action = 'COPY' AND item.status = 'DONE') OR (item.action = 'DELETE' AND ${whole})))`
  const hashes = [...new Set(files.map(file => file.contentHash))]
  const pageLooks = new Map(
    (await database.pageLook.findMany({ where: { contentHash: { in: hashes } } })).map(look => [
      look.contentHash,
      look,
    ]),
  )
  const videoLooks = new Map(
    (await database.videoLook.findMany({ where: { contentHash: { in: hashes } } })).map(look => [
      look.contentHash,
      look,
    ]),
  )
  const ignored = await database.syncItem.findMany({
    where: { runId: run.id, action: 'IGNORE' },
    select: { path: true, reason: true },
  })
  const { rootPage } = await database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  return {
    paths: new Set(files.map(file => file.path)),
    chosenRoot: rootPage,
    pages: files.flatMap(({ path, contentHash }) => {
      const look = pageLooks.get(contentHash)
      return look
        ? [{ path, references: look.references as Reference[], hasPlace: look.hasPlace, hasVideo: look.hasVideo }]
        : []
    }),
    ignored: ignored.map(({ path, reason }) => ({ path, reason: reason ?? '' })),
    videos: files.flatMap(({ path, contentHash }) => {
      const look = videoLooks.get(contentHash)
      return look ? [{ path, problem: look.problem }] : []
    }),
  }
}
