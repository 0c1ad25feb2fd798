import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { recordJob, recordJobRequested } from '@lectern/domain/transcode/attempts'
import { fileFaultCode } from '@lectern/domain/transcode/failed-videos'
import { workflowId } from '../contract.ts'
import { cancellationSignal } from '../heartbeat.ts'
import { cancelJob, createJob, findJob } from '../mediaconvert/client.ts'
import { type JobProblem, jobRefusedProblem } from '../mediaconvert/job-problem.ts'
import { jobSettings } from '../mediaconvert/job-settings.ts'
import { explainRefusal, isRefusal, pausedQueueMessage } from '../mediaconvert/refusal.ts'
import { toSourceVideo } from '../mediaconvert/video.ts'
import { refusalOf } from '../refusal.ts'
import type { Services } from '../services.ts'
import { mediaPrefix, sourceKey } from '../storage/keys.ts'
import { tryWake } from '../wake.ts'
import type { OpenEncoding } from './open-encoding.ts'
import { keepSource } from './source/keep-source.ts'
import { ensureCurrentProbe } from './source/probe-video.ts'

const s3UrlOf = ({ store }: Services, key: string) => `s3://${store.bucket}/${key}`

/**
 * Finds the job of an attempt that recorded none, in case its creation response was lost. Returns null if there is
 * none.
 */
export async function findExistingJob(services: Services, { encoding, attempt }: OpenEncoding): Promise<string | null> {
  if (!attempt.jobRequestedAt) return null
  return findJob(services.mediaConvert, attempt.jobToken, s3UrlOf(services, sourceKey(encoding.contentHash)))
}

/**
 * Gives an attempt its job: the existing one, or else a new one. Returns null, or why MediaConvert or S3 will never accept
 * it. Throws temporary failures (too many requests or jobs, expired credentials, an unavailable service), which are
 * retried.
 */
export async function createJobOnce(services: Services, open: OpenEncoding): Promise<JobProblem | null> {
  try {
    return await createJobOrThrow(services, open)
  } catch (error) {
    const reason = isRefusal(error) ? explainRefusal(error) : refusalOf(error)?.message
    if (reason === undefined) throw error
    services.log.error({ contentHash: open.encoding.contentHash, err: error, operator: reason }, 'A job was refused')
    return jobRefusedProblem(reason)
  }
}

async function createJobOrThrow(services: Services, open: OpenEncoding): Promise<JobProblem | null> {
  const { encoding } = open
  const source = s3UrlOf(services, await keepSource(services, encoding.contentHash))
  const probe = await ensureCurrentProbe(services, encoding.contentHash)
  if (probe.problem) return { code: fileFaultCode, message: probe.problem }
  const attempt = await change(services.database, systemActor, tx => recordJobRequested(tx, open.attempt))
  if (!attempt || attempt.jobId) return null
  const destination = s3UrlOf(services, mediaPrefix(encoding.contentHash, encoding.profile, attempt.number))
  const settings = jobSettings({ ...toSourceVideo(probe), source, destination, profile: encoding.profile })
  const existingJobId = await findExistingJob(services, { ...open, attempt })
  if (existingJobId === null && (await services.mediaConvert.isQueuePaused()))
    return jobRefusedProblem(pausedQueueMessage)
  const jobId = existingJobId ?? (await submitJob(services, { ...open, attempt }, settings))
  const recordedJobId = await change(services.database, systemActor, tx => recordJob(tx, attempt, jobId))
  // A worker that Temporal considered dead may have continued. The first job counts.
  if (recordedJobId !== jobId) await cancelJob(services.mediaConvert, jobId)
  await tryWake(services, { workflow: 'watchJobs' })
  return null
}

/** Submits a job, unless the activity was abandoned: its next attempt looked for a job before this one existed. */
function submitJob(services: Services, { encoding, attempt }: OpenEncoding, settings: ReturnType<typeof jobSettings>) {
  const signal = cancellationSignal()
  signal.throwIfAborted()
  const metadata = { token: attempt.jobToken, workflowId: workflowId({ workflow: 'encode', ...encoding }) }
  return createJob(services.mediaConvert, metadata, settings, signal)
}
