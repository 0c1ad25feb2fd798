import {
  CancelJobCommand,
  ConflictException,
  CreateJobCommand,
  type CreateJobCommandInput,
  GetJobCommand,
  GetQueueCommand,
  type Job,
  ListJobsCommand,
  MediaConvertClient,
  NotFoundException,
  SearchJobsCommand,
} from '@aws-sdk/client-mediaconvert'
import { memoize } from '@lectern/domain/memoize'
import { z } from 'zod'
import { type CloudSettings, cloudSettings } from '../cloud-settings.ts'
import { credentials } from '../storage/s3.ts'

/** MediaConvert settings, for the worker only. */
export const mediaConvertSettings = {
  ...cloudSettings,
  /** Only for a MediaConvert other than Amazon's. */
  MEDIACONVERT_ENDPOINT: z.url().optional(),
  /** The role that MediaConvert assumes to read sources/ and write media/. */
  MEDIACONVERT_ROLE: z.string().startsWith('arn:'),
  /** Defaults to the account's own default queue. */
  MEDIACONVERT_QUEUE: z.string().optional(),
}

/** `isQueuePaused`: whether the queue accepts jobs but starts none. False if MediaConvert does not say. */
export type MediaConvert = {
  client: MediaConvertClient
  role: string
  queue: string | undefined
  isQueuePaused: () => Promise<boolean>
}

/** How long the status of the queue counts as current, in milliseconds: thousands of jobs are created one after another. */
const queueStatusCacheMs = 5_000

/** Opens one client per process. Its limiter slows all calls down once the service reports too many. (`adaptive`) */
export function openMediaConvert(
  settings: CloudSettings & { MEDIACONVERT_ENDPOINT?: string; MEDIACONVERT_ROLE: string; MEDIACONVERT_QUEUE?: string },
): MediaConvert {
  const endpoint = settings.MEDIACONVERT_ENDPOINT ? { endpoint: settings.MEDIACONVERT_ENDPOINT } : {}
  const client = new MediaConvertClient({
    region: settings.AWS_REGION,
    ...endpoint,
    ...credentials(settings),
    maxAttempts: 5,
    retryMode: 'adaptive',
  })
  const queue = settings.MEDIACONVERT_QUEUE
  return {
    client,
    role: settings.MEDIACONVERT_ROLE,
    queue,
    isQueuePaused: memoize(queueStatusCacheMs, 1, () => findQueuePaused(client, queue)),
  }
}

async function findQueuePaused(client: MediaConvertClient, queue = 'Default'): Promise<boolean> {
  // A queue is set by its name or its ARN.
  const Name = queue.slice(queue.lastIndexOf('/') + 1)
  try {
    return (await client.send(new GetQueueCommand({ Name }))).Queue?.Status === 'PAUSED'
  } catch {
    // The creation of the job reports what is wrong.
    return false
  }
}

/** Identifies a job: its attempt (prevents duplicates) and the workflow that its events wake. */
export type JobMetadata = { token: string; workflowId: string }

/** Creates a job. MediaConvert deduplicates by the token for only one minute. After that, call `findJob` first. */
export async function createJob(
  mediaConvert: MediaConvert,
  metadata: JobMetadata,
  settings: CreateJobCommandInput['Settings'],
  signal: AbortSignal,
): Promise<string> {
  const response = await mediaConvert.client.send(
    new CreateJobCommand({
      Role: mediaConvert.role,
      Queue: mediaConvert.queue,
      ClientRequestToken: metadata.token.replace(/[^\w-]/g, '-').slice(0, 64),
      StatusUpdateInterval: 'SECONDS_10',
      BillingTagsSource: 'JOB',
      UserMetadata: { app: 'lectern', attempt: metadata.token, workflowId: metadata.workflowId },
      Settings: settings,
    }),
    { abortSignal: signal },
  )
  return response.Job!.Id!
}

/** Finds an attempt's job whose creation response was lost. Searches by source and metadata. */
export async function findJob(mediaConvert: MediaConvert, token: string, source: string): Promise<string | null> {
  for (let NextToken: string | undefined; ; ) {
    const response = await mediaConvert.client.send(
      new SearchJobsCommand({ InputFile: source, Order: 'DESCENDING', MaxResults: 20, NextToken }),
    )
    const job = response.Jobs?.find(candidate => candidate.UserMetadata?.attempt === token)
    if (job?.Id) return job.Id
    if (!response.NextToken) return null
    NextToken = response.NextToken
  }
}

/** Returns the job, or null if MediaConvert no longer knows it. (It forgets jobs after three months.) */
export async function getJob(mediaConvert: MediaConvert, id: string): Promise<Job | null> {
  try {
    const response = await mediaConvert.client.send(new GetJobCommand({ Id: id }))
    return response.Job ?? null
  } catch (error) {
    if (error instanceof NotFoundException) return null
    throw error
  }
}

/** Lists all jobs of the account, newest first, 20 per call. Leave the loop when you have what you need. */
export async function* listJobPages(mediaConvert: MediaConvert): AsyncIterable<Job[]> {
  for (let NextToken: string | undefined; ; ) {
    const response = await mediaConvert.client.send(
      new ListJobsCommand({ Order: 'DESCENDING', MaxResults: 20, NextToken, Queue: mediaConvert.queue }),
    )
    yield response.Jobs ?? []
    if (!response.NextToken) return
    NextToken = response.NextToken
  }
}

/** Cancels a job. Ignores a job that has ended or is forgotten. */
export async function cancelJob(mediaConvert: MediaConvert, id: string): Promise<void> {
  try {
    await mediaConvert.client.send(new CancelJobCommand({ Id: id }))
  } catch (error) {
    if (!(error instanceof ConflictException || error instanceof NotFoundException)) throw error
  }
}
