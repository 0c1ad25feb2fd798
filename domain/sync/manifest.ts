import { z } from 'zod'
import type { Change } from '../audit/change.ts'
import { Prisma, type SyncRun, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { lockPackage } from '../transaction.ts'
import { withAlternateSourcesSql } from '../transcode/alternate-sources.ts'
import { hasCanceledTranscode, openTranscode } from '../transcode/transcodes.ts'

const plannedVideoRow = z.object({
  path: z.string(),
  contentHash: z.string(),
  bytes: z.bigint(),
  encodedAs: z.string().nullable(),
})

/**
 * A video that a package will have. `encodedAs` is the path of the alternate source that is encoded in its place; null
 * if the video itself is encoded.
 */
export type PlannedVideo = z.infer<typeof plannedVideoRow>

/**
 * The videos that the package will have after this run, by path: those of the draft that stay, and those to copy.
 * Leaves out files in which the probe found no moving picture.
 */
export async function expectedVideosOfRun(tx: Tx, run: SyncRun): Promise<PlannedVideo[]> {
  const plannedSql = Prisma.sql`
    SELECT path, content_hash, bytes FROM sync_item
    WHERE run_id = ${run.id}::uuid AND action = 'COPY' AND video
    UNION ALL
    SELECT path, content_hash, bytes FROM draft_file AS file
    WHERE package_id = ${run.packageId}::uuid AND until_revision IS NULL AND video_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM sync_item AS item WHERE item.run_id = ${run.id}::uuid AND NOT item.generated AND item.path = file.path)`
  return rows(
    tx,
    plannedVideoRow,
    Prisma.sql`
    SELECT path, content_hash AS "contentHash", bytes, encoded_as AS "encodedAs" FROM (${withAlternateSourcesSql(plannedSql)}) AS video ORDER BY path`,
  )
}

/**
 * Writes the rows of the manifest, from which the file in S3 is generated. Opens a transcode for the package if none is
 * open and a video has no outcome yet. The manifest tells the transcode which videos should arrive.
 */
export async function recordManifest(
  tx: Tx,
  run: SyncRun,
  videos: PlannedVideo[],
  profile: string,
): Promise<Change<{ transcodeId: string | null }>> {
  const pkg = await lockPackage(tx, run.packageId)
  await tx.manifestVideo.deleteMany({ where: { packageId: pkg.id } })
  const rows = JSON.stringify(videos.map(video => ({ ...video, bytes: Number(video.bytes) })))
  await tx.$executeRaw`
    INSERT INTO video (id, package_id, path) SELECT gen_random_uuid(), ${pkg.id}::uuid, path
    FROM jsonb_to_recordset(${rows}::jsonb) AS new(path text) ON CONFLICT (package_id, path) DO NOTHING`
  await tx.$executeRaw`
    INSERT INTO manifest_video (video_id, package_id, path, content_hash, bytes)
    SELECT video.id, video.package_id, new.path, new."contentHash", new.bytes
    FROM jsonb_to_recordset(${rows}::jsonb) AS new(path text, "contentHash" text, bytes bigint)
      JOIN video ON video.package_id = ${pkg.id}::uuid AND video.path = new.path`
  await tx.syncRun.update({ where: { id: run.id }, data: { manifestWrittenAt: new Date() } })
  const open = await tx.transcode.findFirst({ where: { packageId: pkg.id, finishedAt: null } })
  const encodedVideos = videos.filter(video => video.encodedAs === null)
  // A later page of the listing must not restart a transcode that a person canceled.
  if (
    open ||
    pkg.archivedAt ||
    (await hasCanceledTranscode(tx, run)) ||
    !(await hasPendingVideos(tx, pkg.id, encodedVideos, profile))
  )
    return { result: { transcodeId: open?.id ?? null }, affectedPackages: [pkg.id] }
  const { result: transcode, events } = await openTranscode(tx, pkg, encodedVideos.length)
  return { result: { transcodeId: transcode.id }, events }
}

const finishedVideoRow = z.object({ contentHash: z.string() })

/**
 * Whether a video has no outcome yet. Outcomes are a finished or failed encoding, a probe that found a problem, and
 * decoration.
 */
async function hasPendingVideos(tx: Tx, packageId: string, videos: PlannedVideo[], profile: string): Promise<boolean> {
  const hashes = [...new Set(videos.map(video => video.contentHash))]
  const finished = await rows(
    tx,
    finishedVideoRow,
    Prisma.sql`
    SELECT content_hash AS "contentHash" FROM encoding
    WHERE content_hash = ANY(${hashes}) AND profile = ${profile} AND status IN ('READY', 'FAILED') AND removed_at IS NULL
    UNION SELECT content_hash FROM probe WHERE content_hash = ANY(${hashes}) AND problem IS NOT NULL
    UNION SELECT content_hash FROM draft_file WHERE package_id = ${packageId}::uuid AND until_revision IS NULL
      AND content_hash = ANY(${hashes}) AND decorative`,
  )
  return finished.length < hashes.length
}
