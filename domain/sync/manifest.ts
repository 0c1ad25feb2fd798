import { Prisma, type SyncRun, type Tx } from '../database.ts'
import { isDecorationSql } from '../transcode/decoration.ts'
import { withAlternateSourcesSql } from '../transcode/alternate-sources.ts'
import { lockPackage } from '../transaction.ts'
import type { Change } from '../audit/change.ts'
import { hasCanceledTranscode, openTranscode } from '../transcode/transcodes.ts'

/** A video that a package is expected to have. `encodedAs`: the path of the twin that serves it; null: it is streamed itself. */
export type PlannedVideo = { path: string; contentHash: string; bytes: bigint; encodedAs: string | null }

/**
 * The videos that the run's plan leads to: those of the draft that stay, and those to be copied, by path. What a look found to hold no moving
 * picture is none of them any more.
 */
export async function expectedVideosOfRun(tx: Tx, run: SyncRun): Promise<PlannedVideo[]> {
  const plannedSql = Prisma.sql`
    SELECT path, content_hash, bytes FROM sync_item
    WHERE run_id = ${run.id}::uuid AND action = 'COPY' AND video
    UNION ALL
    SELECT path, content_hash, bytes FROM draft_file AS file
    WHERE package_id = ${run.packageId}::uuid AND until_revision IS NULL AND video_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM sync_item AS item WHERE item.run_id = ${run.id}::uuid AND NOT item.generated AND item.path = file.path)`
  return tx.$queryRaw<PlannedVideo[]>`
    SELECT path, content_hash AS "contentHash", bytes, encoded_as AS "encodedAs" FROM (${withAlternateSourcesSql(plannedSql)}) AS video ORDER BY path`
}

/**
 * Writes the manifest's rows (the file in S3 is printed from them) and opens the package's transcode when videos are expected and none is
 * open: from now on it knows what should arrive. Nothing is opened when every one of them has its outcome already.
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
  const streamed = videos.filter(video => video.encodedAs === null)
  // A later page of the listing must not overrule who stopped it.
  if (
    open ||
    pkg.archivedAt ||
    (await hasCanceledTranscode(tx, run)) ||
    !(await hasPendingVideos(tx, pkg.id, streamed, profile))
  )
    return { result: { transcodeId: open?.id ?? null }, affectedPackages: [pkg.id] }
  const { result: transcode, events } = await openTranscode(tx, pkg, streamed.length)
  return { result: { transcodeId: transcode.id }, events }
}

/** Is there a video without an outcome: neither a stream, nor a failed one, nor decoration, nor a look that found it unreadable? */
async function hasPendingVideos(tx: Tx, packageId: string, videos: PlannedVideo[], profile: string): Promise<boolean> {
  const hashes = [...new Set(videos.map(video => video.contentHash))]
  const finished = await tx.$queryRaw<{ contentHash: string }[]>`
    SELECT content_hash AS "contentHash" FROM encoding
    WHERE content_hash = ANY(${hashes}) AND profile = ${profile} AND status IN ('READY', 'FAILED') AND removed_at IS NULL
    UNION SELECT content_hash FROM probe WHERE content_hash = ANY(${hashes}) AND problem IS NOT NULL
    UNION SELECT content_hash FROM draft_file WHERE package_id = ${packageId}::uuid AND until_revision IS NULL
      AND content_hash = ANY(${hashes}) AND ${isDecorationSql(packageId, Prisma.sql`draft_file.path`, null)}`
  return finished.length < hashes.length
}
