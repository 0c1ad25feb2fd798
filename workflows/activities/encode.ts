import { lectern } from '@lectern/schema/actor'
import { type AttemptEnd, endAttempt, recordCancelAsked, recordProgress } from '@lectern/schema/changes/attempt'
import { priceAttempt, releaseWhatFits } from '@lectern/schema/changes/budget'
import { change } from '@lectern/schema/changes/change'
import { wishers } from '@lectern/schema/changes/encoding'
import type { Attempt, Encoding, VideoLook } from '@lectern/schema/database'
import { cancelJob, getJob } from '../clients/mediaconvert.ts'
import { filmOf } from '../film.ts'
import { isServiceFault, jobProblem, lostJob } from '../job-problem.ts'
import { estimateOf, priceOf } from '../price.ts'
import { createJobOnce, existingJob } from './create-job.ts'
import type { Deps } from './deps.ts'
import { makeStoryboard } from './make-storyboard.ts'
import { verifyOutputs } from './verify-outputs.ts'
import { wakeQuietly } from './wake-quietly.ts'

/** An encoding by the key of the ledger. */
export type EncodingKey = { contentHash: string; profile: string }

/** An encoding with its open attempt, and what is known of its bytes. */
export type OpenEncoding = { encoding: Encoding; attempt: Attempt; look: VideoLook }

type Step = { finished: boolean }
const goesOn: Step = { finished: false }

/**
 * Goes as far as it can with the encoding's open attempt: creates its job once (in doubt it looks for one before it creates one), unless the
 * budget holds it; asks whether the job is over, reads the outputs back before it may be READY, and cancels what nobody wishes any more.
 */
export async function advanceEncoding(deps: Deps, key: EncodingKey): Promise<Step> {
  const open = await priced(deps, await opened(deps, key))
  if (!open) return { finished: true }
  const wanted = await deps.database.$transaction(tx => wishers(tx, open.encoding.id))
  if (wanted.length === 0) return letGo(deps, open)
  if (open.attempt.heldAt && !(await isReleased(deps, open, wanted))) return goesOn
  const jobId = open.attempt.jobId ?? (await createJobOnce(deps, open))
  if (typeof jobId !== 'string') return end(deps, open, { status: 'FAILED', error: jobId })
  return watchJob(deps, open, jobId)
}

async function opened({ database }: Deps, key: EncodingKey): Promise<OpenEncoding | null> {
  const where = { finishedAt: null, encoding: key }
  const attempt = await database.attempt.findFirst({ where, include: { encoding: true } })
  if (!attempt) return null
  const look = await database.videoLook.findUniqueOrThrow({ where: { contentHash: key.contentHash } })
  return { encoding: attempt.encoding, attempt, look }
}

/** What a publication wishes, or a retry, may never have been looked at for its price: then it is now, before the budget is asked. */
async function priced(deps: Deps, open: OpenEncoding | null): Promise<OpenEncoding | null> {
  if (!open || open.attempt.estimateMicros !== null || open.attempt.jobAskedAt) return open
  const { prices, terms } = deps
  const { micros } = estimateOf(filmOf(open.look), prices)
  const price = { micros, currency: prices.currency }
  return { ...open, attempt: await change(deps.database, lectern, tx => priceAttempt(tx, open.attempt, price, terms)) }
}

/** Nobody wishes it: its job is canceled if there is one, or may be one. */
async function letGo(deps: Deps, open: OpenEncoding): Promise<Step> {
  const { attempt } = open
  if (!attempt.cancelAskedAt) await change(deps.database, lectern, tx => recordCancelAsked(tx, attempt))
  const jobId = attempt.jobId ?? (await existingJob(deps, open))
  if (jobId === null) return end(deps, open, { status: 'CANCELED' })
  await cancelJob(deps.mediaConvert, jobId)
  return watchJob(deps, open, jobId)
}

/** Whether what the budget holds may go on by now, for all that one of its wishers waits for. */
async function isReleased(deps: Deps, { attempt }: OpenEncoding, wanted: { packageId: string }[]): Promise<boolean> {
  for (const { packageId } of wanted)
    await change(deps.database, lectern, async tx => ({ result: await releaseWhatFits(tx, packageId, deps.terms) }))
  const where = { encodingId_number: { encodingId: attempt.encodingId, number: attempt.number } }
  return (await deps.database.attempt.findUniqueOrThrow({ where })).heldAt === null
}

async function watchJob(deps: Deps, open: OpenEncoding, jobId: string): Promise<Step> {
  const job = await getJob(deps.mediaConvert, jobId)
  if (!job) return end(deps, open, { status: 'FAILED', error: lostJob, tryAgain: true })
  switch (job.Status) {
    case 'COMPLETE':
      return end(deps, open, await verified(deps, open))
    case 'CANCELED':
      return end(deps, open, { status: 'CANCELED' })
    case 'ERROR': {
      const { ErrorCode: code, ErrorMessage: error } = job
      const problem = jobProblem(code)
      const { operator } = problem
      deps.log.error(
        { contentHash: open.encoding.contentHash, jobId, code, error, operator },
        'A job of MediaConvert failed',
      )
      return end(deps, open, { status: 'FAILED', error: problem, tryAgain: isServiceFault(code) })
    }
    default: {
      const percent = job.Status === 'PROGRESSING' ? (job.JobPercentComplete ?? 0) : null
      await change(deps.database, lectern, tx => recordProgress(tx, [{ jobId, percent, jobsBefore: null }]))
      return goesOn
    }
  }
}

/** READY, with what the outputs cost by their own lengths, or FAILED with what is missing. */
async function verified(deps: Deps, { encoding, attempt, look }: OpenEncoding): Promise<AttemptEnd> {
  await makeStoryboard(deps, encoding, attempt, look)
  const outcome = await verifyOutputs(deps, encoding, attempt, look)
  if (outcome.status === 'FAILED') return outcome
  const { renditions, ...ready } = outcome
  const { micros } = priceOf(renditions, filmOf(look), deps.prices)
  return { ...ready, costMicros: micros, currency: deps.prices.currency }
}

async function end(deps: Deps, { encoding, attempt }: OpenEncoding, outcome: AttemptEnd): Promise<Step> {
  const { open } = await change(deps.database, lectern, tx => endAttempt(tx, attempt, outcome))
  const toWake = await deps.database.$transaction(tx => wishers(tx, encoding.id))
  for (const { packageId, transcode, publication } of toWake) {
    if (transcode) await wakeQuietly(deps, { workflow: 'transcode', packageId })
    if (publication) await wakeQuietly(deps, { workflow: 'publish', packageId })
  }
  // The next attempt has nothing to wait for.
  const { contentHash, profile } = encoding
  return open ? advanceEncoding(deps, { contentHash, profile }) : { finished: true }
}
