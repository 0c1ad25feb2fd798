import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import {
  type AttemptOutcome,
  endAttempt,
  recordCancelRequested,
  recordProgress,
} from '@lectern/domain/transcode/attempts'
import { resumeIfWithinBudget, setAttemptEstimate } from '@lectern/domain/transcode/cost/budget'
import { isWaiting, type RequestingPackage, requestingPackages } from '@lectern/domain/transcode/encodings'
import { cancelJob, getJob } from '../mediaconvert/client.ts'
import { jobLostProblem, jobProblem, mayRetrySucceed } from '../mediaconvert/job-problem.ts'
import { calculatePrice, estimatePrice } from '../mediaconvert/price.ts'
import { toSourceVideo } from '../mediaconvert/video.ts'
import type { Services } from '../services.ts'
import { tryWake } from '../wake.ts'
import { createJobOnce, findExistingJob } from './create-job.ts'
import { makeStoryboard } from './make-storyboard.ts'
import type { EncodingKey, OpenEncoding } from './open-encoding.ts'
import { verifyOutputs } from './verify-outputs.ts'

/** `CREATE`: `createEncodingJob` may create its job now. `WAIT`: a wake will follow. */
export type EncodingStep = 'FINISHED' | 'CREATE' | 'WAIT'

/**
 * Advances the encoding's open attempt as far as possible, except for creating its job. Checks whether the job has
 * ended, reads the outputs back before the attempt may be READY, and cancels what nobody waits for. A repetition finds
 * nothing to do.
 */
export async function advanceEncoding(services: Services, key: EncodingKey): Promise<EncodingStep> {
  const open = await ensureEstimate(services, await findOpenEncoding(services, key))
  if (!open) return 'FINISHED'
  const waitingPackages = await findWaitingPackages(services, open)
  if (waitingPackages.length === 0) return cancelEncoding(services, open)
  if (open.attempt.pausedAt && !(await canResume(services, open, waitingPackages))) return 'WAIT'
  return open.attempt.jobId === null ? 'CREATE' : checkJob(services, open, open.attempt.jobId)
}

/**
 * Creates the job of an open attempt that somebody waits for and that is not paused for the budget. Creates it once:
 * when in doubt, it looks for an existing job first. Temporal limits how many of these start per second.
 */
export async function createEncodingJob(services: Services, key: EncodingKey): Promise<void> {
  const open = await findOpenEncoding(services, key)
  if (!open || open.attempt.jobId || open.attempt.pausedAt || (await findWaitingPackages(services, open)).length === 0)
    return
  const problem = await createJobOnce(services, open)
  if (problem) await endAndWakeRequesters(services, open, { status: 'FAILED', error: problem })
}

const findWaitingPackages = async ({ database }: Services, { encoding }: OpenEncoding): Promise<RequestingPackage[]> =>
  (await requestingPackages(database, encoding.id)).filter(isWaiting)

async function findOpenEncoding({ database }: Services, key: EncodingKey): Promise<OpenEncoding | null> {
  const where = { finishedAt: null, encoding: key }
  const attempt = await database.attempt.findFirst({ where, include: { encoding: true } })
  if (!attempt) return null
  const probe = await database.probe.findUniqueOrThrow({ where: { contentHash: key.contentHash } })
  return { encoding: attempt.encoding, attempt, probe }
}

/**
 * Estimates an attempt that has no estimate yet, such as that of a publication or a retry, before the budget is
 * checked.
 */
async function ensureEstimate(services: Services, open: OpenEncoding | null): Promise<OpenEncoding | null> {
  if (!open || open.attempt.estimateMicros !== null || open.attempt.jobRequestedAt) return open
  const { prices, encodingSettings } = services
  const { seconds, costMicros } = estimatePrice(toSourceVideo(open.probe), prices)
  const estimate = { seconds, amountMicros: costMicros, currency: prices.currency }
  return {
    ...open,
    attempt: await change(services.database, systemActor, tx =>
      setAttemptEstimate(tx, open.attempt, estimate, encodingSettings),
    ),
  }
}

/** Cancels an encoding that nobody requests anymore, and its job if there is or may be one. */
async function cancelEncoding(services: Services, open: OpenEncoding): Promise<EncodingStep> {
  const { attempt } = open
  if (!attempt.cancelRequestedAt) await change(services.database, systemActor, tx => recordCancelRequested(tx, attempt))
  const jobId = attempt.jobId ?? (await findExistingJob(services, open))
  if (jobId === null) return endAndWakeRequesters(services, open, { status: 'CANCELED' })
  await cancelJob(services.mediaConvert, jobId)
  return checkJob(services, open, jobId)
}

/**
 * Returns whether an attempt that is paused for the budget may resume. Checks the budget for each package that waits
 * for it.
 */
async function canResume(
  services: Services,
  { attempt }: OpenEncoding,
  waitingPackages: { packageId: string }[],
): Promise<boolean> {
  for (const { packageId } of waitingPackages)
    await change(services.database, systemActor, async tx => ({
      result: await resumeIfWithinBudget(tx, packageId, services.encodingSettings),
    }))
  const where = { encodingId_number: { encodingId: attempt.encodingId, number: attempt.number } }
  return (await services.database.attempt.findUniqueOrThrow({ where })).pausedAt === null
}

async function checkJob(services: Services, open: OpenEncoding, jobId: string): Promise<EncodingStep> {
  const job = await getJob(services.mediaConvert, jobId)
  if (!job) return endAndWakeRequesters(services, open, { status: 'FAILED', error: jobLostProblem, isRetryable: true })
  switch (job.Status) {
    case 'COMPLETE':
      return endAndWakeRequesters(services, open, await verifyCompletedJob(services, open))
    case 'CANCELED':
      return endAndWakeRequesters(services, open, { status: 'CANCELED' })
    case 'ERROR': {
      const { ErrorCode: code, ErrorMessage: error } = job
      const problem = jobProblem(code)
      const { operatorMessage } = problem
      services.log.error(
        { contentHash: open.encoding.contentHash, jobId, code, error, operator: operatorMessage },
        'A MediaConvert job failed',
      )
      return endAndWakeRequesters(services, open, {
        status: 'FAILED',
        error: problem,
        isRetryable: mayRetrySucceed(code),
      })
    }
    default: {
      const percent = job.Status === 'PROGRESSING' ? (job.JobPercentComplete ?? 0) : null
      await change(services.database, systemActor, tx => recordProgress(tx, [{ jobId, percent, jobsAhead: null }]))
      return 'WAIT'
    }
  }
}

/** Returns READY with the cost of the outputs by their own lengths, or FAILED with what is missing. */
async function verifyCompletedJob(
  services: Services,
  { encoding, attempt, probe }: OpenEncoding,
): Promise<AttemptOutcome> {
  await makeStoryboard(services, encoding, attempt, probe)
  const outcome = await verifyOutputs(services, encoding, attempt, probe)
  // The job succeeded, so it is paid for.
  const { estimateSeconds: billedSeconds, estimateMicros, currency } = attempt
  if (outcome.status === 'FAILED') return { ...outcome, billedSeconds, costMicros: estimateMicros, currency }
  const { renditions, ...ready } = outcome
  const { seconds, costMicros } = calculatePrice(renditions, toSourceVideo(probe), services.prices)
  return { ...ready, billedSeconds: seconds, costMicros, currency: services.prices.currency }
}

async function endAndWakeRequesters(
  services: Services,
  { encoding, attempt }: OpenEncoding,
  outcome: AttemptOutcome,
): Promise<EncodingStep> {
  const { hasOpenAttempt } = await change(services.database, systemActor, tx => endAttempt(tx, attempt, outcome))
  for (const { packageId, transcodeId, hasOpenPublication } of await requestingPackages(
    services.database,
    encoding.id,
  )) {
    if (transcodeId) await tryWake(services, { workflow: 'transcode', packageId })
    if (hasOpenPublication) await tryWake(services, { workflow: 'publish', packageId })
  }
  // The next attempt has nothing to wait for.
  const { contentHash, profile } = encoding
  return hasOpenAttempt ? advanceEncoding(services, { contentHash, profile }) : 'FINISHED'
}
