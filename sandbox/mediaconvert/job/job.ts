import { randomInt } from 'node:crypto'
import { ACCOUNT } from '../../eventbridge/event.ts'
import type { Charge } from './charge.ts'
import type { JobFault } from './job-fault.ts'
import type { JobRequest } from './request.ts'
import type { Warning } from './warning.ts'

/** The phases of a PROGRESSING job. */
export type Phase = 'PROBING' | 'TRANSCODING' | 'UPLOADING'

/** The result of one output. */
export interface OutputDetail {
  /** S3 URLs of a rendition's playlist, or of the last frame capture. Only the event contains them, never GetJob. */
  outputFilePaths: string[]
  durationInMs: number
  videoDetails: { widthInPx: number; heightInPx: number; averageBitrate?: number }
}

/** The result of one output group. */
export interface GroupDetail {
  type: 'HLS_GROUP' | 'FILE_GROUP'
  playlistFilePaths?: string[]
  outputDetails: OutputDetail[]
}

/** A job as stored in its file. Times are in epoch milliseconds. */
export interface Job {
  id: string
  request: JobRequest
  status: 'SUBMITTED' | 'PROGRESSING' | 'COMPLETE' | 'ERROR' | 'CANCELED'
  createdAt: number
  startedAt?: number
  finishedAt?: number
  /** Set once CancelJob has responded. The job ends CANCELED even if this process is killed. */
  isCancelRequested?: true
  /** Set once the final event was sent. */
  announced?: true
  error?: { code: number; message: string }
  warnings?: Warning[]
  output?: GroupDetail[]
  /** The charges of a COMPLETE job. Other jobs have none. */
  bill?: Charge[]
  /** The current tags. The request has the original ones. */
  tags?: Record<string, string>
  /** The fault that applies to the job. */
  fault?: JobFault
  /** The progress of a running job. Not stored. */
  progress?: Progress
}

/** The progress of a running job. */
export interface Progress {
  phase: Phase
  /** The percentage of the current phase. */
  percent: number
  framesDecoded: number
}

/**
 * Creates a SUBMITTED job.
 * @param previousCreatedAt the creation time of the previous job; each job gets a later time, so that their order is
 * known
 */
export function newJob(request: JobRequest, previousCreatedAt: number, fault?: JobFault): Job {
  const createdAt = Math.max(Date.now(), previousCreatedAt + 1)
  const suffix = Array.from({ length: 6 }, () => randomInt(36).toString(36)).join('')
  const id = `${createdAt}-${suffix}`
  return { id, request, status: 'SUBMITTED', createdAt, tags: request.tags, ...(fault && { fault }) }
}

/** Returns whether a job has ended. */
export const isFinal = ({ status }: Job) => status === 'COMPLETE' || status === 'ERROR' || status === 'CANCELED'

/** Returns the URL of a job's input. */
export const fileInput = (job: Job) => job.request.settings.inputs[0]!.fileInput

/** Computes the percentage of the whole job. Probing is the first 5 percent, uploading the last 5 percent. */
export function jobPercent({ phase, percent }: Progress): number {
  if (phase === 'PROBING') return Math.floor(percent * 0.05)
  return phase === 'TRANSCODING' ? 5 + Math.floor(percent * 0.9) : 95 + Math.floor(percent * 0.05)
}

/** Returns the ARN of a resource such as `jobs/<id>`. */
export const arn = (region: string, resource: string, account = ACCOUNT) =>
  `arn:aws:mediaconvert:${region}:${account}:${resource}`

/** Returns the ARN of a job's queue. The request may contain a name, an ARN, or neither. */
export function queueArn({ request: { queue = 'Default' } }: Job, region: string, account?: string): string {
  return queue.startsWith('arn:') ? queue : arn(region, `queues/${queue}`, account)
}

const toSeconds = (milliseconds: number | undefined) => milliseconds && Math.floor(milliseconds / 1000)

/**
 * Returns a job in the format of GetJob. Timestamps are in epoch seconds, which the SDK requires. As at AWS, the paths
 * of outputs are missing: a client that missed the event must derive them from destination and name modifiers.
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
