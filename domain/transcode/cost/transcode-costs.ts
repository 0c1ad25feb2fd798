import { z } from 'zod'
import { type Database, Prisma, type Transcode } from '../../database.ts'
import { rows } from '../../rows.ts'
import type { PackageVideo } from '../package-videos.ts'
import { type JobSums, jobSumsRow, jobSumsSql, noJobs } from './job-sums.ts'

/**
 * The jobs that a transcode pays for, or will: their billed seconds, and money in millionths of the currency.
 * `estimatedMicros` covers the same jobs as `costMicros` and those to come. `savedMicros` is the estimate of the
 * encodings that it reuses.
 */
export type TranscodeCosts = {
  jobs: number
  seconds: number
  estimatedMicros: bigint
  costMicros: bigint
  savedMicros: bigint
}

const transcodeSumsRow = jobSumsRow.extend({ transcodeId: z.string() })

/** Sums the jobs that each transcode requested. */
export async function jobSumsOfTranscodes(database: Database, transcodeIds: string[]): Promise<JobSums[]> {
  const sql = Prisma.sql`
    SELECT transcode.id AS "transcodeId", ${jobSumsSql}
    FROM transcode JOIN attempt ON attempt.package_id = transcode.package_id AND attempt.transcode_id = transcode.id
    WHERE transcode.id = ANY(${transcodeIds}::uuid[]) GROUP BY transcode.id`
  const found = await rows(database, transcodeSumsRow, sql)
  const byTranscode = new Map(found.map(row => [row.transcodeId, row]))
  return transcodeIds.map(id => byTranscode.get(id) ?? noJobs)
}

/**
 * The costs of a transcode: the sums of its jobs, and while it is open the estimates of the videos without a job. Each
 * content hash counts once. Alternate sources cost nothing, nor do jobs that another transcode or a publication pays
 * for.
 */
export function transcodeCosts(
  sums: JobSums,
  videos: PackageVideo[],
  { id, finishedAt }: Pick<Transcode, 'id' | 'finishedAt'>,
): TranscodeCosts {
  const costs: TranscodeCosts = {
    jobs: sums.jobs + sums.openJobs,
    seconds: sums.seconds + sums.openSeconds,
    estimatedMicros: sums.costEstimateMicros + sums.reservedMicros,
    costMicros: sums.costMicros,
    savedMicros: 0n,
  }
  const billableVideos = videos.filter(
    video => video.encodedAs === null && video.versionId !== null && video.problem === null && !video.playsFromFile,
  )
  for (const video of new Map(billableVideos.map(video => [video.contentHash, video])).values()) {
    if (isReused(video, id)) costs.savedMicros += video.estimateMicros ?? 0n
    else if (video.attempt === null && finishedAt === null) {
      costs.jobs++
      costs.seconds += video.estimateSeconds ?? 0
      costs.estimatedMicros += video.estimateMicros ?? 0n
    }
  }
  return costs
}

/**
 * Also true before the encoding is requested, and for a video that an earlier transcode of the package encoded. One that is
 * encoded again saves nothing.
 */
const isReused = ({ encodingStatus, attempt, renewal }: PackageVideo, transcodeId: string) =>
  encodingStatus === 'READY' && attempt?.transcodeId !== transcodeId && renewal === null
