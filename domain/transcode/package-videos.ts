import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { filesOfVersionSql } from '../files/content-version.ts'
import { rows } from '../rows.ts'
import { withAlternateSourcesSql } from './alternate-sources.ts'
import { directPlayFilter } from './decoration.ts'
import { encodingInUseSql } from './encoding-in-use.ts'
import { expectedVideoRow, videoStatus } from './expected-videos.ts'
import { renewalsOfEncodings, type VideoRenewal } from './reencode/renewals.ts'
import { playsFromFileSql } from './short-picture.ts'

const revisionVideoRow = expectedVideoRow.omit({ browserPlayable: true, failure: true, failureCode: true })
type RevisionVideo = z.infer<typeof revisionVideoRow>

/**
 * A video of a package with its encoding. `attempt` is the newest one. `revision` is the draft's; null for the newest
 * manifest. `usesOlderSettings`: its stream is READY in an older profile alone; `renewal` is the newest attempt in the
 * current one.
 */
export type PackageVideo = RevisionVideo & {
  packageId: string
  revision: number | null
  attempt: Omit<NewestAttempt, 'encodingId'> | null
  reused: boolean
  usesOlderSettings: boolean
  renewal: VideoRenewal | null
}

type VideoWithoutAttempt = Omit<PackageVideo, 'attempt' | 'reused' | 'usesOlderSettings' | 'renewal'>

const newestAttemptRow = z.object({
  encodingId: z.string(),
  percent: z.number().nullable(),
  jobsAhead: z.number().nullable(),
  pausedForBudget: z.boolean(),
  error: z.unknown(),
  estimateMicros: z.bigint().nullable(),
  costMicros: z.bigint().nullable(),
  currency: z.string().nullable(),
  billedSeconds: z.number().nullable(),
  /** The transcode that requested it. */
  transcodeId: z.string().nullable(),
})
type NewestAttempt = z.infer<typeof newestAttemptRow>

const reusedRow = z.object({ packageId: z.string(), path: z.string() })

/**
 * SQL query for those of these videos whose encoding was READY before the run started that brought these bytes to this
 * path: an open run, or the one that made the first revision with them.
 */
const reusedVideosSql = (videos: VideoWithoutAttempt[]) => Prisma.sql`
  SELECT DISTINCT video."packageId"::text AS "packageId", video.path
  FROM jsonb_to_recordset(${JSON.stringify(
    videos.map(({ packageId, path, contentHash, encodingId }) => ({ packageId, path, contentHash, encodingId })),
  )}::jsonb) AS video("packageId" uuid, path text, "contentHash" text, "encodingId" uuid)
    JOIN attempt ON attempt.encoding_id = video."encodingId" AND attempt.status = 'READY' AND attempt.removed_at IS NULL
  WHERE attempt.finished_at < coalesce((
    SELECT run.started_at FROM draft_file AS file
      JOIN draft ON draft.package_id = file.package_id AND draft.revision = file.from_revision
      JOIN sync_run AS run ON run.id = draft.sync_run_id
    WHERE file.package_id = video."packageId" AND file.path = video.path AND file.content_hash = video."contentHash"
    ORDER BY file.from_revision LIMIT 1
  ), (SELECT run.started_at FROM sync_run AS run WHERE run.package_id = video."packageId" AND run.finished_at IS NULL LIMIT 1))`

/** The videos of a revision of the draft, by path. */
export function videosOfRevision(
  database: Database,
  packageId: string,
  revision: number,
  profile: string,
): Promise<RevisionVideo[]> {
  const filesSql = Prisma.sql`
    SELECT video_id, path, content_hash, bytes, key, version_id, etag, decorative, alternate_of
    ${filesOfVersionSql({ packageId, revision })} AND video_id IS NOT NULL`
  const sql = Prisma.sql`
    SELECT video.video_id AS "videoId", video.path, video.content_hash AS "contentHash", video.bytes,
      video.key, video.version_id AS "versionId", video.etag, video.encoded_as AS "encodedAs",
      probe.problem, probe.duration_seconds AS "durationSeconds", probe.width, probe.height,
      probe.source_key IS NOT NULL AS "hasSource",
      encoding.id AS "encodingId", encoding.status AS "encodingStatus",
      estimate.seconds AS "estimateSeconds", estimate.cost_micros AS "estimateMicros", estimate.currency,
      ${playsFromFileSql(Prisma.sql`video.decorative`)} AS "playsFromFile", false AS undecided
    FROM (${withAlternateSourcesSql(filesSql)}) AS video
      LEFT JOIN probe ON probe.content_hash = video.content_hash
      LEFT JOIN LATERAL (${encodingInUseSql(Prisma.sql`video.streamed_hash`, profile)}) AS encoding ON true
      LEFT JOIN estimate ON estimate.content_hash = video.streamed_hash AND estimate.profile = ${profile}
    ORDER BY video.path`
  return rows(database, revisionVideoRow, sql)
}

/**
 * Adds the newest attempts, and whether the encoding was there before the video was. Runs three queries for any number of
 * lists.
 */
export async function withEncodings(
  database: Database,
  lists: VideoWithoutAttempt[][],
  profile: string,
): Promise<PackageVideo[][]> {
  const videos = lists.flat()
  const encodingIds = [...new Set(videos.flatMap(video => video.encodingId ?? []))]
  if (encodingIds.length === 0)
    return lists.map(list =>
      list.map(video => ({ ...video, attempt: null, reused: false, usesOlderSettings: false, renewal: null })),
    )
  const attemptsSql = Prisma.sql`
    SELECT DISTINCT ON (encoding_id) encoding_id AS "encodingId", percent, error, jobs_ahead AS "jobsAhead",
      paused_at IS NOT NULL AS "pausedForBudget", estimate_micros AS "estimateMicros", cost_micros AS "costMicros", currency,
      output_seconds AS "billedSeconds", transcode_id AS "transcodeId"
    FROM attempt
    WHERE encoding_id = ANY(${encodingIds}::uuid[]) ORDER BY encoding_id, number DESC`
  const encodedVideos = videos.filter(video => video.encodedAs === null && video.encodingId !== null)
  const [attempts, reused, renewals] = await Promise.all([
    rows(database, newestAttemptRow, attemptsSql),
    rows(database, reusedRow, reusedVideosSql(encodedVideos)),
    renewalsOfEncodings(database, encodingIds, profile),
  ])
  const attemptByEncodingId = new Map(attempts.map(attempt => [attempt.encodingId, attempt]))
  const reusedKeys = new Set(reused.map(({ packageId, path }) => `${packageId}/${path}`))
  const complete = (video: VideoWithoutAttempt): PackageVideo => ({
    ...video,
    attempt: attemptByEncodingId.get(video.encodingId ?? '') ?? null,
    reused: reusedKeys.has(`${video.packageId}/${video.path}`),
    usesOlderSettings: video.encodedAs === null && renewals.has(video.encodingId ?? ''),
    renewal: (video.encodedAs === null && renewals.get(video.encodingId ?? '')) || null,
  })
  return lists.map(list => list.map(complete))
}

/** The progress of the encoding that a video plays, 0 to 100. Null before a job reports it, and if none is needed. */
export function videoPercent(video: PackageVideo): number | null {
  return isReady(video) ? 100 : (video.attempt?.percent ?? null)
}

/** Whether the video plays a finished encoding: its own or an alternate source's. */
export const isReady = (video: PackageVideo) =>
  video.encodingStatus === 'READY' && ['READY', 'NOT_NEEDED'].includes(videoStatus(video))

/** The videos that are being encoded again, or wait for that, while an older stream plays. */
export const videosInRenewal = (videos: PackageVideo[]): PackageVideo[] =>
  videos.filter(({ renewal }) => renewal?.status === 'QUEUED' || renewal?.status === 'TRANSCODING')

/**
 * The counts that a transcode shows, from the same list as `videos`. An alternate source is ready when the video that
 * is encoded in its place is ready; what plays from its file is always ready. `percent` is the mean; null without videos.
 * `countsRenewals`: of videos that are being encoded again, it counts the progress of that.
 */
export function videoCounts(videos: PackageVideo[], countsRenewals = false) {
  const statuses = videos.map(videoStatus)
  const isDirectPlay = directPlayFilter(videos)
  const renewing = new Set(countsRenewals ? videosInRenewal(videos) : [])
  const percents = videos.map(video => {
    if (renewing.has(video)) return video.renewal?.percent ?? 0
    return isDirectPlay(video) ? 100 : (videoPercent(video) ?? 0)
  })
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
