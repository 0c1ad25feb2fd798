import { z } from 'zod'
import type { Change } from '../audit/change.ts'
import { Prisma, type SyncRun, type Tx } from '../database.ts'
import { ambiguousVideoPattern } from '../files/video-files.ts'
import { rows } from '../rows.ts'
import { lockPackage } from '../transaction.ts'
import { withAlternateSourcesSql } from '../transcode/alternate-sources.ts'
import { countPlannedEncodings } from '../transcode/cost/planned-encodings.ts'
import { encodingInUseSql } from '../transcode/encoding-in-use.ts'
import { staysFileSql } from '../transcode/short-picture.ts'
import { hasCanceledTranscode, openTranscode } from '../transcode/transcodes.ts'

const plannedVideoRow = z.object({
  path: z.string(),
  contentHash: z.string(),
  bytes: z.bigint(),
  encodedAs: z.string().nullable(),
  isCopied: z.boolean(),
})

/**
 * A video that a package will have. `encodedAs` is the path of the alternate source that is encoded in its place; null
 * if the video itself is encoded. `isCopied`: the run copies it, so its alternate sources are not known yet.
 */
export type PlannedVideo = z.infer<typeof plannedVideoRow>

/**
 * The videos that the package will have after this run, by path: those of the draft that stay, and those to copy.
 * Leaves out files in which the probe found no moving picture, and those of which only the bytes tell if they are videos.
 */
export async function expectedVideosOfRun(tx: Tx, run: SyncRun): Promise<PlannedVideo[]> {
  const plannedSql = Prisma.sql`
    SELECT path, content_hash, bytes, NULL AS alternate_of, true AS is_copied FROM sync_item
    WHERE run_id = ${run.id}::uuid AND action = 'COPY' AND video AND path !~* ${ambiguousVideoPattern}
    UNION ALL
    SELECT path, content_hash, bytes, alternate_of, false FROM draft_file AS file
    WHERE package_id = ${run.packageId}::uuid AND until_revision IS NULL AND video_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM sync_item AS item WHERE item.run_id = ${run.id}::uuid AND NOT item.generated AND item.path = file.path)`
  return rows(
    tx,
    plannedVideoRow,
    Prisma.sql`
    SELECT path, content_hash AS "contentHash", bytes, encoded_as AS "encodedAs", is_copied AS "isCopied" FROM (${withAlternateSourcesSql(plannedSql)}) AS video ORDER BY path`,
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
  const counts = await countPlannedEncodings(tx, run, videos)
  await tx.syncRun.update({ where: { id: run.id }, data: { manifestWrittenAt: new Date(), ...counts } })
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
 * Whether a video has no outcome yet. Outcomes are a finished or failed encoding, a probe that found a problem or that the
 * video stays a file, and decoration.
 */
async function hasPendingVideos(tx: Tx, packageId: string, videos: PlannedVideo[], profile: string): Promise<boolean> {
  const hashes = [...new Set(videos.map(video => video.contentHash))]
  const finished = await rows(
    tx,
    finishedVideoRow,
    Prisma.sql`
    SELECT known.content_hash AS "contentHash" FROM unnest(${hashes}::text[]) AS known(content_hash)
      JOIN LATERAL (${encodingInUseSql(Prisma.sql`known.content_hash`, profile)}) AS encoding ON encoding.status IN ('READY', 'FAILED')
    UNION SELECT content_hash FROM probe WHERE content_hash = ANY(${hashes}) AND (problem IS NOT NULL OR ${staysFileSql})
    UNION SELECT content_hash FROM draft_file WHERE package_id = ${packageId}::uuid AND until_revision IS NULL
      AND content_hash = ANY(${hashes}) AND decorative`,
  )
  return finished.length < hashes.length
}
