import { randomInt } from 'node:crypto'
import { ACCOUNT } from '../../eventbridge/event.ts'
import type { Charge } from './charge.ts'
import type { JobFault } from './job-fault.ts'
import type { JobRequest } from './request.ts'
import type { Warning } from './warning.ts'

/** What a job is doing while it is PROGRESSING. */
export type Phase = 'PROBING' | 'TRANSCODING' | 'UPLOADING'

/** What came out of one output. */
export interface OutputDetail {
  /** Addresses in S3: a rendition's playlist, a series' last picture. Told by the event only, never by GetJob. */
  outputFilePaths: string[]
  durationInMs: number
  videoDetails: { widthInPx: number; heightInPx: number; averageBitrate?: number }
}

/** What came out of one output group. */
export interface GroupDetail {
  type: 'HLS_GROUP' | 'FILE_GROUP'
  playlistFilePaths?: string[]
  outputDetails: OutputDetail[]
}

/** A job as it is kept in its file. Times are epoch milliseconds. */
export interface Job {
  id: string
  request: JobRequest
  status: 'SUBMITTED' | 'PROGRESSING' | 'COMPLETE' | 'ERROR' | 'CANCELED'
  createdAt: number
  startedAt?: number
  finishedAt?: number
  /** CancelJob was answered; the job ends CANCELED even if this process is killed now. */
  isCancelRequested?: true
  /** Its final event was handed over. */
  announced?: true
  error?: { code: number; message: string }
  warnings?: Warning[]
  output?: GroupDetail[]
  /** What it costs; a job that did not end COMPLETE has none. */
  bill?: Charge[]
  /** As they are now; the request has those of the beginning. */
  tags?: Record<string, string>
  /** What was asked to go wrong with it. */
  fault?: JobFault
  /** Only as long as this process lives. */
  progress?: Progress
}

/** How far a running job is. */
export interface Progress {
  phase: Phase
  /** Of the phase. */
  percent: number
  framesDecoded: number
}

/**
 * A job that was just asked for.
 * @param previousCreatedAt when the job before it was created: no two have the same time, so that their order is known
 */
export function newJob(request: JobRequest, previousCreatedAt: number, fault?: JobFault): Job {
  const createdAt = Math.max(Date.now(), previousCreatedAt + 1)
  const suffix = Array.from({ length: 6 }, () => randomInt(36).toString(36)).join('')
  const id = `${createdAt}-${suffix}`
  return { id, request, status: 'SUBMITTED', createdAt, tags: request.tags, ...(fault && { fault }) }
}

/** Whether nothing will happen to it any more. */
export const isFinal = ({ status }: Job) => status === 'COMPLETE' || status === 'ERROR' || status === 'CANCELED'

/** The address of what is transcoded. */
export const fileInput = (job: Job) => job.request.settings.inputs[0]!.fileInput

/** Of the whole job: probing is the first twentieth, uploading the last. */
export function jobPercent({ phase, percent }: Progress): number {
  if (phase === 'PROBING') return Math.floor(percent * 0.05)
  return phase === 'TRANSCODING' ? 5 + Math.floor(percent * 0.9) : 95 + Math.floor(percent * 0.05)
}

/** ARN of something of this account, such as `jobs/<id>`. */
export const arn = (region: string, resource: string, account = ACCOUNT) =>
  `arn:aws:mediaconvert:${region}:${account}:${resource}`

/** The queue's ARN, whether the request names the queue by name, by ARN or not at all. */
export function queueArn({ request: { queue = 'Default' } }: Job, region: string, account?: string): string {
  return queue.startsWith('arn:') ? queue : arn(region, `queues/${queue}`, account)
}

const toSeconds = (milliseconds: number | undefined) => milliseconds && Math.floor(milliseconds / 1000)

/**
 * The job as GetJob answers it. Timestamps are epoch seconds: the SDK refuses anything else. There are no paths of outputs in
 * it, as at AWS: whoever missed the event must derive them from destination and name modifiers.
 */
export function toWireJob(job: Job, region: string, account?: string): Record<string, unknown> {
  const { clientRequestToken, priority, settings, role, userMetadata, ...otherFields } = job.request
  const { warnings = [] } = job
  return {
    arn: arn(region, `jobs/${job.id}`, account),
    id: job.id,
    createdAt: toSeconds(job.createdAt),
    queue: queueArn(job, region, account),
    role,
    settings,
    status: job.status,
    priority,
    statusUpdateInterval: otherFields.statusUpdateInterval ?? 'SECONDS_60',
    accelerationSettings: { mode: 'DISABLED' },
    accelerationStatus: 'NOT_APPLICABLE',
    billingTagsSource: otherFields.billingTagsSource,
    clientRequestToken,
    userMetadata,
    retryCount: 0,
    messages: { info: [], warning: warnings.map(({ message }) => message) },
    warnings: warnings.map(({ code, count }) => ({ code, count })),
    queueTransitions: [],
    jobPercentComplete: job.status === 'COMPLETE' ? 100 : job.progress && jobPercent(job.progress),
    currentPhase: job.status === 'COMPLETE' ? 'UPLOADING' : job.progress?.phase,
    timing: {
      submitTime: toSeconds(job.createdAt),
      startTime: toSeconds(job.startedAt),
      finishTime: toSeconds(job.finishedAt),
    },
    errorCode: job.error?.code,
    errorMessage: job.error?.message,
    outputGroupDetails: job.output?.map(({ outputDetails }) => ({
      outputDetails: outputDetails.map(({ durationInMs, videoDetails: { widthInPx, heightInPx } }) => ({
        durationInMs,
        videoDetails: { widthInPx, heightInPx },
      })),
    })),
  }
}
