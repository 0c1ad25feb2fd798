import type { Attempt, Budget, Package, Tx } from '../database.ts'
import { spending } from './spending.ts'
import type { Change, Event } from '../audit/change.ts'

/** How streams are made: the profile of present drafts, and the time zone (IANA) in which a month of the budget begins and ends. */
export type EncodingSettings = { profile: string; timeZone: string }

/** An amount in millionths of a currency (ISO 4217). */
export type Amount = { amountMicros: bigint; currency: string }

/** Locks the budget: whoever decides whether a job fits comes one after the other. */
async function lockBudget(tx: Tx): Promise<Budget> {
  await tx.$queryRaw`SELECT 1 FROM budget WHERE id = 1 FOR UPDATE`
  return tx.budget.findUniqueOrThrow({ where: { id: 1 } })
}

/** Do jobs of these estimates fit into what is left of this month? Without a limit, or without a price, everything fits. */
async function isWithinBudget(tx: Tx, attempts: Attempt[], { timeZone }: EncodingSettings): Promise<boolean> {
  const { monthlyMicros, currency } = await lockBudget(tx)
  const requestedMicros = totalEstimateMicros(attempts)
  if (monthlyMicros === null || currency === null || requestedMicros === 0n) return true
  const { spentMicros, reservedMicros } = await spending(tx, { currency, timeZone })
  return spentMicros + reservedMicros + requestedMicros <= monthlyMicros
}

/** In one statement, however many they are. */
async function setPaused(tx: Tx, attempts: Attempt[], isPaused: boolean): Promise<void> {
  const keys = JSON.stringify(attempts.map(({ encodingId, number }) => ({ encodingId, number })))
  await tx.$executeRaw`
    UPDATE attempt SET paused_at = CASE WHEN ${isPaused} THEN now() END FROM jsonb_to_recordset(${keys}::jsonb) AS key("encodingId" uuid, number int)
    WHERE attempt.encoding_id = key."encodingId" AND attempt.number = key.number`
}

/** Holds attempts that were just opened when all of them together are more than this month's budget allows. */
export async function pauseIfOverBudget(
  tx: Tx,
  newAttempts: Attempt[],
  encodingSettings: EncodingSettings,
): Promise<void> {
  if (newAttempts.length === 0) return
  // Until it is decided they must not count as reserved.
  await setPaused(tx, newAttempts, true)
  if (await isWithinBudget(tx, newAttempts, encodingSettings)) await setPaused(tx, newAttempts, false)
}

/** Prices an attempt that was opened before anybody knew its cost, and holds it when it does not fit. Returns it as it is now. */
export async function setAttemptEstimate(
  tx: Tx,
  { encodingId, number }: Attempt,
  price: Amount,
  encodingSettings: EncodingSettings,
): Promise<Change<Attempt>> {
  const where = { encodingId_number: { encodingId, number } }
  const data = { estimateMicros: price.amountMicros, currency: price.currency }
  await pauseIfOverBudget(tx, [await tx.attempt.update({ where, data })], encodingSettings)
  return { result: await tx.attempt.findUniqueOrThrow({ where }) }
}

/** The open attempts that the budget holds and that something open of a package wishes. */
function pausedAttempts(tx: Tx, packageId: string): Promise<Attempt[]> {
  const open = { packageId, finishedAt: null }
  const requester = { OR: [{ transcode: open }, { publication: open }] }
  const encoding = { encodingRequests: { some: { droppedAt: null, ...requester } } }
  return tx.attempt.findMany({ where: { finishedAt: null, pausedAt: { not: null }, encoding } })
}

/** Releases what is held for a package as soon as all of it fits: a new month began, the limit was raised, something was canceled. */
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

/** Releases what is held for a package, whatever it costs: somebody who may said so. Empty when nothing was held. */
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
    summary: `The videos of «${pkg.title}» may be made ready although they cost more than the budget allows`,
    after: { jobs: paused.length, estimateMicros: Number(totalEstimateMicros(paused)) },
  }
  return { result: paused, events: [event] }
}

/** What attempts will cost together, as far as it is known. */
const totalEstimateMicros = (attempts: Attempt[]): bigint =>
  attempts.reduce((sum, { estimateMicros }) => sum + (estimateMicros ?? 0n), 0n)

/** Sets how much may be spent in a month; null: no limit. Returns the packages for which something is held: wake them. */
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
      ? `The monthly budget is ${Number(monthly.amountMicros) / 1e6} ${monthly.currency}`
      : 'There is no monthly budget any more',
    before: { monthlyMicros: before.monthlyMicros === null ? null : Number(before.monthlyMicros) },
    after: {
      monthlyMicros: monthly === null ? null : Number(monthly.amountMicros),
      currency: monthly?.currency ?? null,
    },
  }
  const paused = await tx.$queryRaw<{ packageId: string }[]>`
    SELECT DISTINCT coalesce(transcode.package_id, publication.package_id) AS "packageId"
    FROM attempt JOIN encoding_request USING (encoding_id)
      LEFT JOIN transcode ON transcode.id = encoding_request.transcode_id AND transcode.finished_at IS NULL
      LEFT JOIN publication ON publication.id = encoding_request.publication_id AND publication.finished_at IS NULL
    WHERE attempt.finished_at IS NULL AND attempt.paused_at IS NOT NULL AND encoding_request.dropped_at IS NULL
      AND (transcode.id IS NOT NULL OR publication.id IS NOT NULL)`
  return { result: { pausedPackageIds: paused.map(({ packageId }) => packageId) }, events: [event] }
}
