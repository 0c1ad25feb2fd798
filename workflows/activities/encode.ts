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
import { mediaPrefix } from '../clients/keys.ts'
import { cancelJob, createJob, findJob, getJob } from '../clients/mediaconvert.ts'
import { workflowId } from '../contract.ts'
import { jobProblem } from '../job-problem.ts'
import { jobSettings } from '../job-settings.ts'
import type { Deps } from './deps.ts'
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
  const jobId = open.attempt.jobId ?? (wished ? await ensureJob(deps, open) : null)
  if (jobId === null) return end(deps, open, { status: 'CANCELED' })
  if (!wished) await cancelJob(deps.mediaConvert, jobId)
  return watchJob(deps, open, jobId)
}

async function ensureJob(deps: Deps, { encoding, attempt, look }: Opened): Promise<string> {
  const purpose = { token: attempt.jobToken, workflowId: workflowId({ workflow: 'encode', ...encoding }) }
  const source = `s3://${deps.store.bucket}/${look.sourceKey}`
  const found = attempt.jobAskedAt ? await findJob(deps.mediaConvert, attempt.jobToken, source) : null
  if (!attempt.jobAskedAt) await change(deps.database, lectern, tx => recordJobAsked(tx, attempt))
  const destination = `s3://${deps.store.bucket}/${mediaPrefix(encoding.contentHash, encoding.profile, attempt.number)}`
  const wish = {
    source,
    destination,
    width: look.width!,
    height: look.height!,
    durationSeconds: look.durationSeconds!,
    hasAudio: look.hasAudio,
  }
  const jobId = found ?? (await createJob(deps.mediaConvert, purpose, jobSettings(wish)))
  await change(deps.database, lectern, tx => recordJob(tx, attempt, jobId))
  return jobId
}

async function watchJob(deps: Deps, open: Opened, jobId: string): Promise<{ finished: boolean }> {
  const job = await getJob(deps.mediaConvert, jobId)
  if (job.Status === 'COMPLETE')
    return end(deps, open, await verifyOutputs(deps, open.encoding, open.attempt, open.look))
  if (job.Status === 'ERROR')
    return end(deps, open, { status: 'FAILED', error: jobProblem(job.ErrorCode, job.ErrorMessage) })
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
