import { z } from 'zod'
import type { Change, Event } from '../../audit/change.ts'
import { type Attempt, type Budget, type Package, Prisma, type Tx } from '../../database.ts'
import { rows } from '../../rows.ts'
import type { EncodingSettings } from '../encoding-settings.ts'
import { spending } from './spending.ts'

/** An amount in millionths of a currency (ISO 4217). */
export type Amount = { amountMicros: bigint; currency: string }

/** Locks the budget row. Serializes all decisions about whether jobs fit. */
export async function lockBudget(tx: Tx): Promise<Budget> {
  await tx.$queryRaw`SELECT 1 FROM budget WHERE id = 1 FOR UPDATE`
  return tx.budget.findUniqueOrThrow({ where: { id: 1 } })
}

/**
 * Whether the estimates of these attempts fit into this month's budget. True without a limit or without an estimate.
 */
async function isWithinBudget(tx: Tx, attempts: Attempt[], { timeZone }: EncodingSettings): Promise<boolean> {
  const { monthlyMicros, currency } = await lockBudget(tx)
  const requestedMicros = totalEstimateMicros(attempts)
  if (monthlyMicros === null || currency === null || requestedMicros === 0n) return true
  const { costMicros, reservedMicros } = await spending(tx, { currency, timeZone })
  return costMicros + reservedMicros + requestedMicros <= monthlyMicros
}

/** Pauses or resumes attempts in one statement. */
async function setPaused(tx: Tx, attempts: Attempt[], isPaused: boolean): Promise<void> {
  const keys = JSON.stringify(attempts.map(({ encodingId, number }) => ({ encodingId, number })))
  await tx.$executeRaw`
    UPDATE attempt SET paused_at = CASE WHEN ${isPaused} THEN now() END FROM jsonb_to_recordset(${keys}::jsonb) AS key("encodingId" uuid, number int)
    WHERE attempt.encoding_id = key."encodingId" AND attempt.number = key.number`
}

/** Pauses attempts that were just opened if their total does not fit into this month's budget. */
export async function pauseIfOverBudget(
  tx: Tx,
  newAttempts: Attempt[],
  encodingSettings: EncodingSettings,
): Promise<void> {
  if (newAttempts.length === 0) return
  // They must not count as reserved while we decide.
  await setPaused(tx, newAttempts, true)
  if (await isWithinBudget(tx, newAttempts, encodingSettings)) await setPaused(tx, newAttempts, false)
}

/**
 * Sets the estimate of an attempt that was opened without one, and pauses it if it does not fit. Returns the new row.
 */
export async function setAttemptEstimate(
  tx: Tx,
  { encodingId, number }: Attempt,
  estimate: Amount & { seconds: number },
  encodingSettings: EncodingSettings,
): Promise<Change<Attempt>> {
  const where = { encodingId_number: { encodingId, number } }
  const { amountMicros: estimateMicros, seconds: estimateSeconds, currency } = estimate
  const data = { estimateMicros, estimateSeconds, currency }
  await pauseIfOverBudget(tx, [await tx.attempt.update({ where, data })], encodingSettings)
  return { result: await tx.attempt.findUniqueOrThrow({ where }) }
}

/** The paused attempts that an open transcode or publication of this package requests. */
function pausedAttempts(tx: Tx, packageId: string): Promise<Attempt[]> {
  const open = { packageId, finishedAt: null }
  const requester = { OR: [{ transcode: open }, { publication: open }] }
  const encoding = { encodingRequests: { some: { droppedAt: null, ...requester } } }
  return tx.attempt.findMany({ where: { finishedAt: null, pausedAt: { not: null }, encoding } })
}

/**
 * Resumes the paused attempts of a package if all of them fit. They fit when a new month began, the limit was raised,
 * or other work was canceled.
 */
export async function resumeIfWithinBudget(
  tx: Tx,
  packageId: string,
  encodingSettings: EncodingSettings,
): Promise<Attempt[]> {
  const paused = await pausedAttempts(tx, packageId)
  if (paused.length === 0 || !(await isWithinBudget(tx, paused, encodingSettings))) return []
  await setPaused(tx, paused, false)
  return paused
}

/** Resumes the paused attempts of a package at any cost, after a person approved it. Empty if nothing was paused. */
export async function resumeRegardlessOfBudget(tx: Tx, pkg: Package, transcodeId: string): Promise<Change<Attempt[]>> {
  await lockBudget(tx)
  const paused = await pausedAttempts(tx, pkg.id)
  if (paused.length === 0) return { result: [] }
  await setPaused(tx, paused, false)
  const event: Event = {
    action: 'package.budgetHoldReleased',
    subjectType: 'Transcode',
    subjectId: transcodeId,
    packageId: pkg.id,
    summary: `Approved encoding the videos of "${pkg.title}" over budget`,
    after: { jobs: paused.length, estimateMicros: Number(totalEstimateMicros(paused)) },
  }
  return { result: paused, events: [event] }
}

/** The sum of the known estimates. */
const totalEstimateMicros = (attempts: Attempt[]): bigint =>
  attempts.reduce((sum, { estimateMicros }) => sum + (estimateMicros ?? 0n), 0n)

const pausedRow = z.object({ packageId: z.string() })

/** Sets the monthly limit; null removes it. Returns the packages with paused attempts, which the caller must wake. */
export async function setBudget(tx: Tx, monthly: Amount | null): Promise<Change<{ pausedPackageIds: string[] }>> {
  const before = await lockBudget(tx)
  const data = {
    monthlyMicros: monthly?.amountMicros ?? null,
    currency: monthly?.currency ?? null,
    changedAt: new Date(),
  }
  await tx.budget.update({ where: { id: 1 }, data })
  const event: Event = {
    action: 'budget.changed',
    subjectType: 'Budget',
    subjectId: '1',
    summary: monthly
      ? `Set the monthly budget to ${Number(monthly.amountMicros) / 1e6} ${monthly.currency}`
      : 'Removed the monthly budget',
    before: { monthlyMicros: before.monthlyMicros === null ? null : Number(before.monthlyMicros) },
    after: {
      monthlyMicros: monthly === null ? null : Number(monthly.amountMicros),
      currency: monthly?.currency ?? null,
    },
  }
  const sql = Prisma.sql`
    SELECT DISTINCT coalesce(transcode.package_id, publication.package_id) AS "packageId"
    FROM attempt JOIN encoding_request USING (encoding_id)
      LEFT JOIN transcode ON transcode.id = encoding_request.transcode_id AND transcode.finished_at IS NULL
      LEFT JOIN publication ON publication.id = encoding_request.publication_id AND publication.finished_at IS NULL
    WHERE attempt.finished_at IS NULL AND attempt.paused_at IS NOT NULL AND encoding_request.dropped_at IS NULL
      AND (transcode.id IS NOT NULL OR publication.id IS NOT NULL)`
  const paused = await rows(tx, pausedRow, sql)
  return { result: { pausedPackageIds: paused.map(({ packageId }) => packageId) }, events: [event] }
}
