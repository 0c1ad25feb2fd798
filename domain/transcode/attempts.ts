import { z } from 'zod'
import type { Action } from '../audit/actions.ts'
import type { Change, Event } from '../audit/change.ts'
import { type Attempt, type Encoding, Prisma, type Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import { rows } from '../rows.ts'
import { encodingEvent, isWaiting, lockEncoding, requestingPackages, videoPathsByHash } from './encodings.ts'

/** Who pays for an attempt: the package that requested it, and the transcode if a transcode requested it. */
type Payer = { packageId: string | null; transcodeId: string | null }

/** The newest attempt of an encoding, or null. */
function newestAttempt(tx: Tx, encodingId: string): Promise<Attempt | null> {
  return tx.attempt.findFirst({ where: { encodingId }, orderBy: { number: 'desc' } })
}

/** An attempt to open. `encoding` must be locked. `pausedAt` is the time since which it is paused for the budget. */
type NewAttempt = Payer & { encoding: Encoding; number: number; isRetry?: boolean; pausedAt?: Date | null }

/**
 * Opens attempts. The job token identifies the attempt, so that a repeated request to MediaConvert creates one job. The
 * estimate is fixed now; later price changes do not affect it.
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
      const estimate = estimateOf.get(contentHash)
      return {
        ...opening,
        encodingId: id,
        jobToken: `${id}/${opening.number}`,
        estimateMicros: estimate?.costMicros ?? null,
        estimateSeconds: estimate?.seconds ?? null,
        currency: estimate?.currency ?? null,
      }
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
      isRetry ? 'Retrying the encoding of' : 'Requested the encoding of',
      packageId,
    ),
  )
  return { attempts, events }
}

/**
 * Records that a job is about to be requested. From now on, the caller looks for an existing job before it creates one.
 * Returns the attempt as it was before this call, because the caller's copy may be stale; null if it has ended.
 */
export async function recordJobRequested(tx: Tx, attempt: Attempt): Promise<Change<Attempt | null>> {
  await lockEncoding(tx, attempt.encodingId)
  const current = await tx.attempt.findUniqueOrThrow({ where: attemptKey(attempt) })
  if (current.finishedAt) return { result: null }
  if (!current.jobRequestedAt)
    await tx.attempt.update({ where: attemptKey(attempt), data: { jobRequestedAt: new Date() } })
  return { result: current }
}

/** Records the job that MediaConvert created for an attempt. Only the first job counts; returns its id. */
export async function recordJob(tx: Tx, attempt: Attempt, jobId: string): Promise<Change<string>> {
  const encoding = await lockEncoding(tx, attempt.encodingId)
  const current = await tx.attempt.findUniqueOrThrow({ where: attemptKey(attempt) })
  if (current.jobId) return { result: current.jobId }
  await tx.attempt.update({ where: attemptKey(attempt), data: { jobId } })
  const affectedPackages = (await requestingPackages(tx, encoding.id)).map(requester => requester.packageId)
  const names = await videoPathsByHash(tx, [encoding], affectedPackages[0])
  const event = encodingEvent(encoding, names, 'encoding.jobCreated', 'Started encoding', affectedPackages[0])
  return { result: jobId, events: [{ ...event, after: { jobId } }], affectedPackages }
}

/** Records that Lectern is about to cancel the attempt's job. */
export async function recordCancelRequested(tx: Tx, attempt: Attempt): Promise<Change<null>> {
  await tx.attempt.update({ where: attemptKey(attempt), data: { cancelRequestedAt: new Date() } })
  return { result: null }
}

/**
 * The progress of a job: `percent` after it started; before that, `jobsAhead`, the jobs that MediaConvert starts first.
 */
export type JobProgress = { jobId: string; percent: number | null; jobsAhead: number | null }

const changedRow = z.object({ encodingId: z.string() })
const packageRow = z.object({ id: z.string() })

/** Records the progress of several jobs at once. A percentage never decreases. */
export async function recordProgress(tx: Tx, jobs: JobProgress[]): Promise<Change<null>> {
  const jobIds = jobs.map(({ jobId }) => jobId)
  await tx.$queryRaw`
    SELECT 1 FROM encoding WHERE id IN (SELECT encoding_id FROM attempt WHERE job_id = ANY(${jobIds}) AND finished_at IS NULL)
    ORDER BY content_hash FOR UPDATE`
  const changedSql = Prisma.sql`
    UPDATE attempt SET percent = greatest(attempt.percent, job.percent), jobs_ahead = job."jobsAhead",
      status = CASE WHEN job.percent IS NULL THEN attempt.status ELSE 'TRANSCODING' END
    FROM jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) AS job("jobId" text, percent float8, "jobsAhead" int)
    WHERE attempt.job_id = job."jobId" AND attempt.finished_at IS NULL
      AND (attempt.percent IS DISTINCT FROM greatest(attempt.percent, job.percent) OR attempt.jobs_ahead IS DISTINCT FROM job."jobsAhead"
        OR (job.percent IS NOT NULL AND attempt.status <> 'TRANSCODING'))
    RETURNING attempt.encoding_id AS "encodingId"`
  const changed = await rows(tx, changedRow, changedSql)
  const ids = changed.map(({ encodingId }) => encodingId)
  await tx.$executeRaw`
    UPDATE encoding SET status = 'TRANSCODING' FROM attempt
    WHERE encoding.id = ANY(${ids}::uuid[]) AND encoding.status = 'QUEUED' AND attempt.encoding_id = encoding.id
      AND attempt.finished_at IS NULL AND attempt.status = 'TRANSCODING'`
  const packagesSql = Prisma.sql`
    SELECT DISTINCT coalesce(transcode.package_id, publication.package_id) AS id
    FROM encoding_request LEFT JOIN transcode ON transcode.id = encoding_request.transcode_id LEFT JOIN publication ON publication.id = encoding_request.publication_id
    WHERE encoding_request.encoding_id = ANY(${ids}::uuid[]) AND encoding_request.dropped_at IS NULL`
  const packages = await rows(tx, packageRow, packagesSql)
  return { result: null, affectedPackages: packages.map(({ id }) => id) }
}

/** What a job was billed for although its outputs did not verify. Null when unknown. */
type FailedJobBill = { billedSeconds: number | null; costMicros: bigint | null; currency: string | null }

/**
 * The outcome of an attempt. READY requires that the outputs were read back and verified. `isRetryable`: the service
 * caused the failure, not the file. A failed attempt has a cost if its job succeeded but its outputs did not verify.
 */
export type AttemptOutcome =
  | {
      status: 'READY'
      masterKey: string
      posterKey: string | null
      storyboardKey: string | null
      durationSeconds: number
      billedSeconds: number
      costMicros: bigint
      currency: string
      width: number
      height: number
    }
  | ({ status: 'FAILED'; error: Problem; isRetryable?: boolean } & Partial<FailedJobBill>)
  | { status: 'CANCELED' }

const outcomeEvents: Record<AttemptOutcome['status'], [action: Action, summaryPrefix: string]> = {
  READY: ['encoding.ready', 'Encoded'],
  FAILED: ['encoding.failed', 'Could not encode'],
  CANCELED: ['encoding.canceled', 'Canceled the encoding of'],
}

/**
 * Ends an attempt; an attempt that has already ended stays as it is. In the same transaction, opens the next attempt in
 * two cases: a service failure is retried (once), or Lectern canceled a job that was requested again in the meantime.
 * Returns whether the encoding has an open attempt now.
 */
export async function endAttempt(
  tx: Tx,
  attempt: Attempt,
  end: AttemptOutcome,
): Promise<Change<{ hasOpenAttempt: boolean }>> {
  const encoding = await lockEncoding(tx, attempt.encodingId)
  const current = await tx.attempt.findUniqueOrThrow({ where: attemptKey(attempt) })
  if (current.finishedAt)
    return { result: { hasOpenAttempt: (await newestAttempt(tx, encoding.id))?.finishedAt === null } }
  const { isRetryable = false, ...outcome } = { isRetryable: undefined, ...end }
  const percent = end.status === 'READY' ? 100 : current.percent
  await tx.attempt.update({
    where: attemptKey(attempt),
    data: { ...outcome, percent, jobsAhead: null, pausedAt: null, finishedAt: new Date() } as Prisma.AttemptUpdateInput,
  })
  await tx.encoding.update({ where: { id: encoding.id }, data: { status: end.status } })
  const requesters = await requestingPackages(tx, encoding.id)
  // The package that dropped its request may still show this encoding.
  const affectedPackages = [
    ...requesters.map(({ packageId }) => packageId),
    ...(current.packageId ? [current.packageId] : []),
  ]
  const events = [await outcomeEvent(tx, encoding, current, end, affectedPackages[0])]
  const waiting = requesters.filter(isWaiting)
  const isRequestedAgain = end.status === 'CANCELED' && current.cancelRequestedAt !== null
  const shouldRetry = end.status === 'FAILED' && isRetryable && !current.isRetry
  if (waiting.length === 0 || !(isRequestedAgain || shouldRetry))
    return { result: { hasOpenAttempt: false }, events, affectedPackages }
  const payer = waiting.find(({ packageId }) => packageId === current.packageId) ?? waiting[0]!
  const next = { encoding, number: attempt.number + 1, isRetry: shouldRetry, pausedAt: current.pausedAt }
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
