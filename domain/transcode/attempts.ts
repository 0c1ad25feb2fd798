import type { Attempt, Encoding, Prisma, Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import type { Action } from '../audit/actions.ts'
import type { Change, Event } from '../audit/change.ts'
import { encodingEvent, isWaiting, lockEncoding, requestingPackages, videoPathsByHash } from './encodings.ts'

/** Who pays for an attempt: the package whose wish opened it, and its transcode if it was one's. */
type Payer = { packageId: string | null; transcodeId: string | null }

/** The newest attempt of an encoding, or null. */
function newestAttempt(tx: Tx, encodingId: string): Promise<Attempt | null> {
  return tx.attempt.findFirst({ where: { encodingId }, orderBy: { number: 'desc' } })
}

/** An attempt to be opened; `encoding` is locked. `pausedAt`: the budget holds it since then. */
type NewAttempt = Payer & { encoding: Encoding; number: number; isRetry?: boolean; pausedAt?: Date | null }

/**
 * Opens attempts. The token names the attempt, so that asking MediaConvert for its job twice is one job; the estimate is the one of this
 * moment, whatever the prices become.
 */
export async function openAttempts(
  tx: Tx,
  newAttempts: NewAttempt[],
): Promise<{ attempts: Attempt[]; events: Event[] }> {
  if (newAttempts.length === 0) return { attempts: [], events: [] }
  const encodings = newAttempts.map(({ encoding }) => encoding)
  const hashes = { in: encodings.map(({ contentHash }) => contentHash) }
  const estimates = await tx.estimate.findMany({ where: { contentHash: hashes, profile: encodings[0]!.profile } })
  const estimateOf = new Map(estimates.map(estimate => [estimate.contentHash, estimate]))
  const attempts = await tx.attempt.createManyAndReturn({
    data: newAttempts.map(({ encoding: { id, contentHash }, ...opening }) => {
      const { costMicros = null, currency = null } = estimateOf.get(contentHash) ?? {}
      return { ...opening, encodingId: id, jobToken: `${id}/${opening.number}`, estimateMicros: costMicros, currency }
    }),
  })
  const ids = { in: encodings.map(({ id }) => id) }
  await tx.encoding.updateMany({ where: { id: ids }, data: { status: 'QUEUED' } })
  const names = await videoPathsByHash(tx, encodings, newAttempts[0]!.packageId)
  const events = newAttempts.map(({ encoding, isRetry, packageId }) =>
    encodingEvent(
      encoding,
      names,
      'encoding.requested',
      isRetry ? 'is tried once more' : 'is to be made ready',
      packageId,
    ),
  )
  return { attempts, events }
}

/**
 * Says that a job is about to be asked for: from now on, in doubt, it is looked up before one is created. Returns the attempt as it was before
 * that, because whoever asks may have read it long ago; null when it is over.
 */
export async function recordJobRequested(tx: Tx, attempt: Attempt): Promise<Change<Attempt | null>> {
  await lockEncoding(tx, attempt.encodingId)
  const present = await tx.attempt.findUniqueOrThrow({ where: attemptKey(attempt) })
  if (present.finishedAt) return { result: null }
  if (!present.jobRequestedAt)
    await tx.attempt.update({ where: attemptKey(attempt), data: { jobRequestedAt: new Date() } })
  return { result: present }
}

/** Records the job that MediaConvert made for an attempt; the first one counts. Returns which that is. */
export async function recordJob(tx: Tx, attempt: Attempt, jobId: string): Promise<Change<string>> {
  const encoding = await lockEncoding(tx, attempt.encodingId)
  const present = await tx.attempt.findUniqueOrThrow({ where: attemptKey(attempt) })
  if (present.jobId) return { result: present.jobId }
  await tx.attempt.update({ where: attemptKey(attempt), data: { jobId } })
  const affectedPackages = (await requestingPackages(tx, encoding.id)).map(requester => requester.packageId)
  const names = await videoPathsByHash(tx, [encoding], affectedPackages[0])
  const event = encodingEvent(encoding, names, 'encoding.jobCreated', 'is being made ready', affectedPackages[0])
  return { result: jobId, events: [{ ...event, after: { jobId } }], affectedPackages }
}

/** Says that Lectern is about to cancel the attempt's job. */
export async function recordCancelRequested(tx: Tx, attempt: Attempt): Promise<Change<null>> {
  await tx.attempt.update({ where: attemptKey(attempt), data: { cancelRequestedAt: new Date() } })
  return { result: null }
}

/** How far a job is: `percent` once it has begun, before that `jobsAhead`, how many MediaConvert will begin before it. */
export type JobProgress = { jobId: string; percent: number | null; jobsAhead: number | null }

/** Records how far jobs are, all of them together; a percentage never goes backwards. */
export async function recordProgress(tx: Tx, jobs: JobProgress[]): Promise<Change<null>> {
  const jobIds = jobs.map(({ jobId }) => jobId)
  await tx.$queryRaw`
    SELECT 1 FROM encoding WHERE id IN (SELECT encoding_id FROM attempt WHERE job_id = ANY(${jobIds}) AND finished_at IS NULL)
    ORDER BY content_hash FOR UPDATE`
  const changed = await tx.$queryRaw<{ encodingId: string }[]>`
    UPDATE attempt SET percent = greatest(attempt.percent, job.percent), jobs_ahead = job."jobsAhead",
      status = CASE WHEN job.percent IS NULL THEN attempt.status ELSE 'TRANSCODING' END
    FROM jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) AS job("jobId" text, percent float8, "jobsAhead" int)
    WHERE attempt.job_id = job."jobId" AND attempt.finished_at IS NULL
      AND (attempt.percent IS DISTINCT FROM greatest(attempt.percent, job.percent) OR attempt.jobs_ahead IS DISTINCT FROM job."jobsAhead"
        OR (job.percent IS NOT NULL AND attempt.status <> 'TRANSCODING'))
    RETURNING attempt.encoding_id AS "encodingId"`
  const ids = changed.map(({ encodingId }) => encodingId)
  await tx.$executeRaw`
    UPDATE encoding SET status = 'TRANSCODING' FROM attempt
    WHERE encoding.id = ANY(${ids}::uuid[]) AND encoding.status = 'QUEUED' AND attempt.encoding_id = encoding.id
      AND attempt.finished_at IS NULL AND attempt.status = 'TRANSCODING'`
  const packages = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT coalesce(transcode.package_id, publication.package_id) AS id
    FROM encoding_request LEFT JOIN transcode ON transcode.id = encoding_request.transcode_id LEFT JOIN publication ON publication.id = encoding_request.publication_id
    WHERE encoding_request.encoding_id = ANY(${ids}::uuid[]) AND encoding_request.dropped_at IS NULL`
  return { result: null, affectedPackages: packages.map(({ id }) => id) }
}

/**
 * What an attempt came to. The outputs were read back before it may be READY. `tryAgain`: the service was at fault, not the file. A failed one
 * costs something where its job went well and only its outputs did not.
 */
export type AttemptOutcome =
  | {
      status: 'READY'
      masterKey: string
      posterKey: string | null
      storyboardKey: string | null
      durationSeconds: number
      outputSeconds: number
      costMicros: bigint
      currency: string
      width: number
      height: number
    }
  | { status: 'FAILED'; error: Problem; isRetryable?: boolean; costMicros?: bigint | null; currency?: string | null }
  | { status: 'CANCELED' }

const outcomeEvents: Record<AttemptOutcome['status'], [action: Action, words: string]> = {
  READY: ['encoding.ready', 'is ready to stream'],
  FAILED: ['encoding.failed', 'could not be made ready'],
  CANCELED: ['encoding.canceled', 'was stopped'],
}

/**
 * Ends an attempt, once; final states win. The same transaction opens the next one where a fault of the service is tried again (once), and
 * where Lectern canceled what somebody wished again by then. Returns whether there is an open attempt now.
 */
export async function endAttempt(
  tx: Tx,
  attempt: Attempt,
  end: AttemptOutcome,
): Promise<Change<{ hasOpenAttempt: boolean }>> {
  const encoding = await lockEncoding(tx, attempt.encodingId)
  const present = await tx.attempt.findUniqueOrThrow({ where: attemptKey(attempt) })
  if (present.finishedAt)
    return { result: { hasOpenAttempt: (await newestAttempt(tx, encoding.id))?.finishedAt === null } }
  const { isRetryable = false, ...outcome } = { isRetryable: undefined, ...end }
  const percent = end.status === 'READY' ? 100 : present.percent
  await tx.attempt.update({
    where: attemptKey(attempt),
    data: { ...outcome, percent, jobsAhead: null, pausedAt: null, finishedAt: new Date() } as Prisma.AttemptUpdateInput,
  })
  await tx.encoding.update({ where: { id: encoding.id }, data: { status: end.status } })
  const requesters = await requestingPackages(tx, encoding.id)
  // Whoever let it go shows it still.
  const affectedPackages = [
    ...requesters.map(({ packageId }) => packageId),
    ...(present.packageId ? [present.packageId] : []),
  ]
  const events = [await outcomeEvent(tx, encoding, present, end, affectedPackages[0])]
  const waiting = requesters.filter(isWaiting)
  const isRequestedAgain = end.status === 'CANCELED' && present.cancelRequestedAt !== null
  const shouldRetry = end.status === 'FAILED' && isRetryable && !present.isRetry
  if (waiting.length === 0 || !(isRequestedAgain || shouldRetry))
    return { result: { hasOpenAttempt: false }, events, affectedPackages }
  const payer = waiting.find(({ packageId }) => packageId === present.packageId) ?? waiting[0]!
  const next = { encoding, number: attempt.number + 1, isRetry: shouldRetry, pausedAt: present.pausedAt }
  const opened = await openAttempts(tx, [{ ...next, packageId: payer.packageId, transcodeId: payer.transcodeId }])
  return { result: { hasOpenAttempt: true }, events: [...events, ...opened.events], affectedPackages }
}

async function outcomeEvent(tx: Tx, encoding: Encoding, { jobId }: Attempt, end: AttemptOutcome, packageId?: string) {
  const event = encodingEvent(
    encoding,
    await videoPathsByHash(tx, [encoding], packageId),
    ...outcomeEvents[end.status],
    packageId,
  )
  const cost = 'costMicros' in end && end.costMicros != null ? { costMicros: Number(end.costMicros) } : {}
  return { ...event, after: { ...end, ...cost, jobId } as Prisma.InputJsonObject }
}

const attemptKey = ({ encodingId, number }: Attempt) => ({ encodingId_number: { encodingId, number } })
