import { MediaConvertServiceException } from '@aws-sdk/client-mediaconvert'
import { systemActor } from '@lectern/domain/audit/actor'
import { recordJob, recordJobRequested } from '@lectern/domain/transcode/attempts'
import { change } from '@lectern/domain/audit/change'
import { mediaPrefix, sourceKey } from '../storage/keys.ts'
import { cancelJob, createJob, findJob } from '../mediaconvert/client.ts'
import { workflowId } from '../contract.ts'
import { toSourceVideo } from '../mediaconvert/video.ts'
import { type JobProblem, jobRefusedProblem } from '../mediaconvert/job-problem.ts'
import { jobSettings } from '../mediaconvert/job-settings.ts'
import type { Services } from '../services.ts'
import { cancellationSignal } from '../heartbeat.ts'
import { keepSource } from './source/keep-source.ts'
import { ensureCurrentProbe } from './source/probe-video.ts'
import type { OpenEncoding } from './open-encoding.ts'
import { wake } from '../wake.ts'

const s3UrlOf = ({ store }: Services, key: string) => `s3://${store.bucket}/${key}`

/** The job of an attempt that has recorded none: one whose answer got lost is looked up. Null: there is none. */
export async function findExistingJob(services: Services, { encoding, attempt }: OpenEncoding): Promise<string | null> {
  if (!attempt.jobRequestedAt) return null
  return findJob(services.mediaConvert, attempt.jobToken, s3UrlOf(services, sourceKey(encoding.contentHash)))
}

/**
 * Gives an attempt its job: the one that exists already, else a new one. Returns null, or why MediaConvert will never take it. What may pass (too
 * many requests or jobs, credentials that are not good now, a service that is away) is thrown, and tried again.
 */
export async function createJobOnce(services: Services, open: OpenEncoding): Promise<JobProblem | null> {
  const { encoding } = open
  const source = s3UrlOf(services, await keepSource(services, encoding.contentHash))
  const probe = await ensureCurrentProbe(services, encoding.contentHash)
  if (probe.problem) return { code: 'VIDEO_FAILED', message: probe.problem }
  const attempt = await change(services.database, systemActor, tx => recordJobRequested(tx, open.attempt))
  if (!attempt || attempt.jobId) return null
  const destination = s3UrlOf(services, mediaPrefix(encoding.contentHash, encoding.profile, attempt.number))
  const settings = jobSettings({ ...toSourceVideo(probe), source, destination })
  try {
    const jobId =
      (await findExistingJob(services, { ...open, attempt })) ??
      (await submitJob(services, { ...open, attempt }, settings))
    const recordedJobId = await change(services.database, systemActor, tx => recordJob(tx, attempt, jobId))
    // Somebody whom Temporal thought dead went on: the first job counts.
    if (recordedJobId !== jobId) await cancelJob(services.mediaConvert, jobId)
    await wake(services, { workflow: 'watchJobs' })
    return null
  } catch (error) {
    if (!isPermanentError(error)) throw error
    services.log.error({ contentHash: encoding.contentHash, err: error }, 'MediaConvert refuses a job')
    return jobRefusedProblem(error)
  }
}

/** Not after its activity was given up: whoever does it now looked for a job before this one was there. */
function submitJob(services: Services, { encoding, attempt }: OpenEncoding, settings: ReturnType<typeof jobSettings>) {
  const signal = cancellationSignal()
  signal.throwIfAborted()
  const metadata = { token: attempt.jobToken, workflowId: workflowId({ workflow: 'encode', ...encoding }) }
  return createJob(services.mediaConvert, metadata, settings, signal)
}

/** Of the request, or of settings that it names: asking again would change nothing. */
const isPermanentError = (error: unknown): error is MediaConvertServiceException =>
  error instanceof MediaConvertServiceException && [400, 404].includes(error.$metadata.httpStatusCode ?? 0)
