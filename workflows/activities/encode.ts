import { lectern } from '@lectern/schema/actor'
import { type AttemptEnd, endAttempt, recordCancelAsked, recordProgress } from '@lectern/schema/changes/attempt'
import { priceAttempt, releaseWhatFits } from '@lectern/schema/changes/budget'
import { change } from '@lectern/schema/changes/change'
import { isWaiting, type WishingPackage, wishers } from '@lectern/schema/changes/encoding'
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

/** `CREATE`: its job may be created now, by `createEncodingJob`; `WAIT`: somebody will wake it. */
export type EncodingStep = 'FINISHED' | 'CREATE' | 'WAIT'

/**
 * Goes as far as it can with the encoding's open attempt, but for creating its job: asks whether that is over, reads the outputs back before it
 * may be READY, and cancels what nobody waits for any more. Done twice, the second time finds nothing to do.
 */
export async function advanceEncoding(deps: Deps, key: EncodingKey): Promise<EncodingStep> {
  const open = await priced(deps, await opened(deps, key))
  if (!open) return 'FINISHED'
  const waiting = await waitingFor(deps, open)
  if (waiting.length === 0) return letGo(deps, open)
  if (open.attempt.heldAt && !(await isReleased(deps, open, waiting))) return 'WAIT'
  return open.attempt.jobId === null ? 'CREATE' : watchJob(deps, open, open.attempt.jobId)
}

/**
 * Creates the job of an open attempt that somebody waits for and the budget does not hold: once, because in doubt it looks for one before it
 * creates one. Temporal begins only so many of these in a second.
 */
export async function createEncodingJob(deps: Deps, key: EncodingKey): Promise<void> {
  const open = await opened(deps, key)
  if (!open || open.attempt.jobId || open.attempt.heldAt || (await waitingFor(deps, open)).length === 0) return
  const problem = await createJobOnce(deps, open)
  if (problem) await end(deps, open, { status: 'FAILED', error: problem })
}

const waitingFor = async ({ database }: Deps, { encoding }: OpenEncoding): Promise<WishingPackage[]> =>
  (await wishers(database, encoding.id)).filter(isWaiting)

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
async function letGo(deps: Deps, open: OpenEncoding): Promise<EncodingStep> {
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

async function watchJob(deps: Deps, open: OpenEncoding, jobId: string): Promise<EncodingStep> {
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
      return 'WAIT'
    }
  }
}

/** READY, with what the outputs cost by their own lengths, or FAILED with what is missing. */
async function verified(deps: Deps, { encoding, attempt, look }: OpenEncoding): Promise<AttemptEnd> {
  await makeStoryboard(deps, encoding, attempt, look)
  const outcome = await verifyOutputs(deps, encoding, attempt, look)
  // The job went well, so it is paid for.
  if (outcome.status === 'FAILED') return { ...outcome, costMicros: attempt.estimateMicros, currency: attempt.currency }
  const { renditions, ...ready } = outcome
  const { micros } = priceOf(renditions, filmOf(look), deps.prices)
  return { ...ready, costMicros: micros, currency: deps.prices.currency }
}

async function end(deps: Deps, { encoding, attempt }: OpenEncoding, outcome: AttemptEnd): Promise<EncodingStep> {
  const { open } = await change(deps.database, lectern, tx => endAttempt(tx, attempt, outcome))
  for (const { packageId, transcodeId, publication } of await wishers(deps.database, encoding.id)) {
    if (transcodeId) await wakeQuietly(deps, { workflow: 'transcode', packageId })
    if (publication) await wakeQuietly(deps, { workflow: 'publish', packageId })
  }
  // The next attempt has nothing to wait for.
  const { contentHash, profile } = encoding
  return open ? advanceEncoding(deps, { contentHash, profile }) : 'FINISHED'
}
