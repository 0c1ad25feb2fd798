import { MediaConvertServiceException } from '@aws-sdk/client-mediaconvert'
import { lectern } from '@lectern/schema/actor'
import { recordJob, recordJobAsked } from '@lectern/schema/changes/attempt'
import { change } from '@lectern/schema/changes/change'
import { mediaPrefix, sourceKey } from '../clients/keys.ts'
import { cancelJob, createJob, findJob } from '../clients/mediaconvert.ts'
import { workflowId } from '../contract.ts'
import { filmOf } from '../film.ts'
import { type JobProblem, refusedJob } from '../job-problem.ts'
import { jobSettings } from '../job-settings.ts'
import type { Deps } from './deps.ts'
import type { OpenEncoding } from './encode.ts'
import { cancellation } from './heartbeat.ts'
import { keepSource } from './keep-source.ts'
import { presentLook } from './look-at-video.ts'
import { wakeQuietly } from './wake-quietly.ts'

const addressOf = ({ store }: Deps, key: string) => `s3://${store.bucket}/${key}`

/** The job of an attempt that has recorded none: one whose answer got lost is looked up. Null: there is none. */
export async function existingJob(deps: Deps, { encoding, attempt }: OpenEncoding): Promise<string | null> {
  if (!attempt.jobAskedAt) return null
  return findJob(deps.mediaConvert, attempt.jobToken, addressOf(deps, sourceKey(encoding.contentHash)))
}

/**
 * Gives an attempt its job: the one that exists already, else a new one. Returns null, or why MediaConvert will never take it. What may pass (too
 * many requests or jobs, credentials that are not good now, a service that is away) is thrown, and tried again.
 */
export async function createJobOnce(deps: Deps, open: OpenEncoding): Promise<JobProblem | null> {
  const { encoding } = open
  const source = addressOf(deps, await keepSource(deps, encoding.contentHash))
  const look = await presentLook(deps, encoding.contentHash)
  if (look.problem) return { code: 'VIDEO_FAILED', message: look.problem }
  const attempt = await change(deps.database, lectern, tx => recordJobAsked(tx, open.attempt))
  if (!attempt || attempt.jobId) return null
  const destination = addressOf(deps, mediaPrefix(encoding.contentHash, encoding.profile, attempt.number))
  const settings = jobSettings({ ...filmOf(look), source, destination })
  try {
    const jobId =
      (await existingJob(deps, { ...open, attempt })) ?? (await newJob(deps, { ...open, attempt }, settings))
    const kept = await change(deps.database, lectern, tx => recordJob(tx, attempt, jobId))
    // Somebody whom Temporal thought dead went on: the first job counts.
    if (kept !== jobId) await cancelJob(deps.mediaConvert, jobId)
    await wakeQuietly(deps, { workflow: 'jobs' })
    return null
  } catch (error) {
    if (!isRefusal(error)) throw error
    deps.log.error({ contentHash: encoding.contentHash, err: error }, 'MediaConvert refuses a job')
    return refusedJob(error)
  }
}

/** Not after its activity was given up: whoever does it now looked for a job before this one was there. */
function newJob(deps: Deps, { encoding, attempt }: OpenEncoding, settings: ReturnType<typeof jobSettings>) {
  const signal = cancellation()
  signal.throwIfAborted()
  const purpose = { token: attempt.jobToken, workflowId: workflowId({ workflow: 'encode', ...encoding }) }
  return createJob(deps.mediaConvert, purpose, settings, signal)
}

/** Of the request, or of settings that it names: asking again would change nothing. */
const isRefusal = (error: unknown): error is MediaConvertServiceException =>
  error instanceof MediaConvertServiceException && [400, 404].includes(error.$metadata.httpStatusCode ?? 0)
