import { type Database, Prisma } from '../database.ts'
import { directPlayFilter, isDecorationSql } from './decoration.ts'
import { type ExpectedVideo, videoStatus } from './expected-videos.ts'
import { withAlternateSourcesSql } from './alternate-sources.ts'

/** A video of a package with all that is known of it. `attempt`: the newest; `revision`: of the draft it stands in, null for the newest manifest. */
export type PackageVideo = ExpectedVideo & {
  packageId: string
  revision: number | null
  attempt: Omit<NewestAttempt, 'encodingId'> | null
  reused: boolean
}

type VideoWithoutAttempt = Omit<PackageVideo, 'attempt' | 'reused'>

type NewestAttempt = {
  encodingId: string
  percent: number | null
  jobsAhead: number | null
  pausedForBudget: boolean
  error: unknown
  estimateMicros: bigint | null
  costMicros: bigint | null
  currency: string | null
  outputSeconds: number | null
  /** Whose wish opened it. */
  transcodeId: string | null
}
export function videosOfRevision(
  database: Database,
  packageId: string,
  revision: number,
  profile: string,
): Promise<ExpectedVideo[]> {
  const filesSql = Prisma.sql`
    SELECT video_id, path, content_hash, bytes, key, version_id, etag FROM draft_file
    WHERE package_id = ${packageId}::uuid AND video_id IS NOT NULL AND from_revision <= ${revision}
      AND (until_revision IS NULL OR until_revision > ${revision})`
  return database.$queryRaw<ExpectedVideo[]>`
    SELECT video.video_id AS "videoId", video.path, video.content_hash AS "contentHash", video.bytes,
      video.key, video.version_id AS "versionId", video.etag, video.encoded_as AS "encodedAs",
      probe.problem, probe.duration_seconds AS "durationSeconds", probe.width, probe.height,
      probe.source_key IS NOT NULL AS "hasSource",
      encoding.id AS "encodingId", encoding.status AS "encodingStatus",
      estimate.seconds AS "estimateSeconds", estimate.cost_micros AS "estimateMicros", estimate.currency,
      ${isDecorationSql(packageId, Prisma.sql`video.path`, revision)} AS decorative, false AS "decorationUnknown"
    FROM (${withAlternateSourcesSql(filesSql)}) AS video
      LEFT JOIN probe ON probe.content_hash = video.content_hash
      LEFT JOIN encoding ON encoding.content_hash = video.streamed_hash AND encoding.profile = ${profile} AND encoding.removed_at IS NULL
      LEFT JOIN estimate ON estimate.content_hash = video.streamed_hash AND estimate.profile = ${profile}
    ORDER BY video.path`
}

/** Adds how far the encodings are, and whether the package's newest transcode found them made: two queries, however many lists. */
export async function withEncodings(database: Database, lists: VideoWithoutAttempt[][]): Promise<PackageVideo[][]> {
  const videos = lists.flat()
  const encodingIds = [...new Set(videos.flatMap(video => video.encodingId ?? []))]
  const packageIds = [...new Set(videos.map(video => video.packageId))]
  if (encodingIds.length === 0)
    return lists.map(list => list.map(video => ({ ...video, attempt: null, reused: false })))
  const [attempts, reused] = await Promise.all([
    database.$queryRaw<NewestAttempt[]>`
      SELECT DISTINCT ON (encoding_id) encoding_id AS "encodingId", percent, error, jobs_ahead AS "jobsAhead",
        paused_at IS NOT NULL AS "pausedForBudget", estimate_micros AS "estimateMicros", cost_micros AS "costMicros", currency,
        output_seconds AS "outputSeconds", transcode_id AS "transcodeId"
      FROM attempt
      WHERE encoding_id = ANY(${encodingIds}::uuid[]) ORDER BY encoding_id, number DESC`,
    database.$queryRaw<{ packageId: string; encodingId: string }[]>`
      SELECT newest.package_id AS "packageId", encoding_request.encoding_id AS "encodingId"
      FROM (SELECT DISTINCT ON (package_id) id, package_id FROM transcode WHERE package_id = ANY(${packageIds}::uuid[])
          ORDER BY package_id, started_at DESC, id DESC) AS newest
        JOIN encoding_request ON encoding_request.transcode_id = newest.id AND encoding_request.reused`,
  ])
  const attemptByEncodingId = new Map(attempts.map(attempt => [attempt.encodingId, attempt]))
  const reusedKeys = new Set(reused.map(({ packageId, encodingId }) => `${packageId}/${encodingId}`))
  const complete = (video: VideoWithoutAttempt): PackageVideo => ({
    ...video,
    attempt: attemptByEncodingId.get(video.encodingId ?? '') ?? null,
    reused: video.encodedAs === null && reusedKeys.has(`${video.packageId}/${video.encodingId}`),
  })
  return lists.map(list => list.map(complete))
}

/** How far the stream is that a video plays, 0 to 100; null before a job knows, and where none is needed. */
export function videoPercent(video: PackageVideo): number | null {
  return isReady(video) ? 100 : (video.attempt?.percent ?? null)
}

/** Does it stream, be it for itself or from the twin that serves it? */
export const isReady = (video: PackageVideo) =>
  video.encodingStatus === 'READY' && ['READY', 'NOT_NEEDED'].includes(videoStatus(video))

/**
 * What a transcode shows of its videos, from the same list as `videos`. A video that a twin serves is ready when that one is, and decoration is
 * ready as it is. `percent`: the mean; null without videos.
 */
export function videoCounts(videos: PackageVideo[]) {
  const statuses = videos.map(videoStatus)
  const isDirectPlay = directPlayFilter(videos)
  const percents = videos.map(video => (isDirectPlay(video) ? 100 : (videoPercent(video) ?? 0)))
  const sum = percents.reduce((total, percent) => total + percent, 0)
  return {
    expected: videos.length,
    arrived: videos.filter(video => video.versionId !== null).length,
    ready: videos.filter(video => isReady(video) || isDirectPlay(video)).length,
    failed: statuses.filter(status => status === 'FAILED').length,
    reused: videos.filter(video => video.reused).length,
    percent: videos.length > 0 ? sum / videos.length : null,
  }
}
