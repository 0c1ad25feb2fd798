import { BadRequestException } from '@aws-sdk/client-mediaconvert'
import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import {
  type AttemptEnd,
  endAttempt,
  recordJob,
  recordJobAsked,
  recordProgress,
  wishers,
} from '@lectern/schema/changes/encoding'
import type { Attempt, Encoding, VideoLook } from '@lectern/schema/database'
import type { Problem } from '@lectern/schema/errors'
import { mediaPrefix } from '../clients/keys.ts'
import { cancelJob, createJob, findJob, getJob } from '../clients/mediaconvert.ts'
import { workflowId } from '../contract.ts'
import { jobProblem } from '../job-problem.ts'
import { jobSettings } from '../job-settings.ts'
import type { Deps } from './deps.ts'
import { keepSource } from './keep-source.ts'
import { verifyOutputs } from './verify-outputs.ts'
import { wakeQuietly } from './wake-quietly.ts'

/** An encoding by the key of the ledger. */
export type EncodingKey = { contentHash: string; profile: string }

type Opened = { encoding: Encoding; attempt: Attempt; look: VideoLook }

async function opened({ database }: Deps, key: EncodingKey): Promise<Opened | null> {
  const where = { finishedAt: null, encoding: key }
  const attempt = await database.attempt.findFirst({ where, include: { encoding: true } })
  if (!attempt) return null
  const look = await database.videoLook.findUniqueOrThrow({ where: { contentHash: key.contentHash } })
  return { encoding: attempt.encoding, attempt, look }
}

/**
 * Goes as far as it can with the encoding's open attempt, and says what to wait for: creates its job once (in doubt it looks for one before
 * it creates one), asks how far the job is, reads the outputs back before it may be READY, and cancels what nobody wishes any more.
 */
export async function advanceEncoding(deps: Deps, key: EncodingKey): Promise<{ finished: boolean }> {
  const open = await opened(deps, key)
  if (!open) return { finished: true }
  const wished = (await deps.database.$transaction(tx => wishers(tx, open.encoding.id))).length > 0
  const jobId = open.attempt.jobId ?? (await jobOf(deps, open, wished))
  if (jobId === null) return end(deps, open, { status: 'CANCELED' })
  if (typeof jobId !== 'string') return end(deps, open, { status: 'FAILED', error: jobId })
  if (!wished) await cancelJob(deps.mediaConvert, jobId)
  return watchJob(deps, open, jobId)
}

/**
 * The job of an attempt that has recorded none: one whose answer got lost is looked up, and only when there is none, and somebody wishes
 * it, one is created. Null: there is no job. A problem: MediaConvert will never take it.
 */
async function jobOf(
  deps: Deps,
  { encoding, attempt, look }: Opened,
  wished: boolean,
): Promise<string | Problem | null> {
  const { bucket } = deps.store
  const source = `s3://${bucket}/${await keepSource(deps, encoding.contentHash)}`
  const found = attempt.jobAskedAt ? await findJob(deps.mediaConvert, attempt.jobToken, source) : null
  if (found === null && !wished) return null
  if (!attempt.jobAskedAt) await change(deps.database, lectern, tx => recordJobAsked(tx, attempt))
  const purpose = { token: attempt.jobToken, workflowId: workflowId({ workflow: 'encode', ...encoding }) }
  const destination = `s3://${bucket}/${mediaPrefix(encoding.contentHash, encoding.profile, attempt.number)}`
  const { width, height, durationSeconds, hasAudio } = look
  const settings = jobSettings({
    source,
    destination,
    width: width!,
    height: height!,
    durationSeconds: durationSeconds!,
    hasAudio,
  })
  try {
    const jobId = found ?? (await createJob(deps.mediaConvert, purpose, settings))
    await change(deps.database, lectern, tx => recordJob(tx, attempt, jobId))
    return jobId
  } catch (error) {
    if (!(error instanceof BadRequestException)) throw error
    deps.log.error({ contentHash: encoding.contentHash, error: error.message }, 'MediaConvert refuses a job')
    return jobProblem(undefined)
  }
}

async function watchJob(deps: Deps, open: Opened, jobId: string): Promise<{ finished: boolean }> {
  const job = await getJob(deps.mediaConvert, jobId)
  if (job.Status === 'COMPLETE')
    return end(deps, open, await verifyOutputs(deps, open.encoding, open.attempt, open.look))
  if (job.Status === 'ERROR') return end(deps, open, { status: 'FAILED', error: jobProblem(job.ErrorCode) })
  if (job.Status === 'CANCELED') return end(deps, open, { status: 'CANCELED' })
  if (job.Status === 'PROGRESSING')
    await change(deps.database, lectern, tx => recordProgress(tx, open.attempt, job.JobPercentComplete ?? 0))
  return { finished: false }
}

async function end(deps: Deps, { encoding, attempt }: Opened, outcome: AttemptEnd): Promise<{ finished: boolean }> {
  const { open } = await change(deps.database, lectern, tx => endAttempt(tx, attempt, outcome))
  const toWake = await deps.database.$transaction(tx => wishers(tx, encoding.id))
  for (const { packageId, transcode, publication } of toWake) {
    if (transcode) await wakeQuietly(deps, { workflow: 'transcode', packageId })
    if (publication) await wakeQuietly(deps, { workflow: 'publish', packageId })
  }
  return { finished: !open }
}
