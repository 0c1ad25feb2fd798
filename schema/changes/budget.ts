import type { Attempt, Budget, Package, Tx } from '../database.ts'
import { spending } from '../reads/spending.ts'
import type { Event, Outcome } from './change.ts'

/** How streams are made: the profile of present drafts, and the time zone (IANA) in which a month of the budget begins and ends. */
export type Terms = { profile: string; timeZone: string }

/** An amount in millionths of a currency (ISO 4217). */
export type Amount = { micros: bigint; currency: string }

/** Locks the budget: whoever decides whether a job fits comes one after the other. */
async function lockBudget(tx: Tx): Promise<Budget> {
  await tx.$queryRaw`SELECT 1 FROM budget WHERE id = 1 FOR UPDATE`
  return tx.budget.findUniqueOrThrow({ where: { id: 1 } })
}

/** Do jobs of these estimates fit into what is left of this month? Without a limit, or without a price, everything fits. */
async function fits(tx: Tx, attempts: Attempt[], { timeZone }: Terms): Promise<boolean> {
  const { monthlyMicros, currency } = await lockBudget(tx)
  const asked = sumOf(attempts)
  if (monthlyMicros === null || currency === null || asked === 0n) return true
  const { spentMicros, reservedMicros } = await spending(tx, { currency, timeZone })
  return spentMicros + reservedMicros + asked <= monthlyMicros
}

/** In one statement, however many they are. */
async function setHeld(tx: Tx, attempts: Attempt[], held: boolean): Promise<void> {
  const keys = JSON.stringify(attempts.map(({ encodingId, number }) => ({ encodingId, number })))
  await tx.$executeRaw`
    UPDATE attempt SET held_at = CASE WHEN ${held} THEN now() END FROM jsonb_to_recordset(${keys}::jsonb) AS key("encodingId" uuid, number int)
    WHERE attempt.encoding_id = key."encodingId" AND attempt.number = key.number`
}

/** Holds attempts that were just opened when all of them together are more than this month's budget allows. */
export async function holdWhatDoesNotFit(tx: Tx, opened: Attempt[], terms: Terms): Promise<void> {
  if (opened.length === 0) return
  // Until it is decided they must not count as reserved.
  await setHeld(tx, opened, true)
  if (await fits(tx, opened, terms)) await setHeld(tx, opened, false)
}

/** Prices an attempt that was opened before anybody knew its cost, and holds it when it does not fit. Returns it as it is now. */
export async function priceAttempt(
  tx: Tx,
  { encodingId, number }: Attempt,
  price: Amount,
  terms: Terms,
): Promise<Outcome<Attempt>> {
  const where = { encodingId_number: { encodingId, number } }
  const data = { estimateMicros: price.micros, currency: price.currency }
  await holdWhatDoesNotFit(tx, [await tx.attempt.update({ where, data })], terms)
  return { result: await tx.attempt.findUniqueOrThrow({ where }) }
}

/** The open attempts that the budget holds and that something open of a package wishes. */
function heldOf(tx: Tx, packageId: string): Promise<Attempt[]> {
  const open = { packageId, finishedAt: null }
  const wisher = { OR: [{ transcode: open }, { publication: open }] }
  const encoding = { wishes: { some: { withdrawnAt: null, ...wisher } } }
  return tx.attempt.findMany({ where: { finishedAt: null, heldAt: { not: null }, encoding } })
}

/** Releases what is held for a package as soon as all of it fits: a new month began, the limit was raised, something was canceled. */
export async function releaseWhatFits(tx: Tx, packageId: string, terms: Terms): Promise<Attempt[]> {
  const held = await heldOf(tx, packageId)
  if (held.length === 0 || !(await fits(tx, held, terms))) return []
  await setHeld(tx, held, false)
  return held
}

/** Releases what is held for a package, whatever it costs: somebody who may said so. Empty when nothing was held. */
export async function releaseHeld(tx: Tx, pkg: Package, transcodeId: string): Promise<Outcome<Attempt[]>> {
  await lockBudget(tx)
  const held = await heldOf(tx, pkg.id)
  if (held.length === 0) return { result: [] }
  await setHeld(tx, held, false)
  const event: Event = {
    action: 'package.budgetHoldReleased',
    subjectType: 'Transcode',
    subjectId: transcodeId,
    packageId: pkg.id,
    summary: `The videos of «${pkg.title}» may be made ready although they cost more than the budget allows`,
    after: { jobs: held.length, estimateMicros: Number(sumOf(held)) },
  }
  return { result: held, events: [event] }
}

/** What attempts will cost together, as far as it is known. */
const sumOf = (attempts: Attempt[]): bigint =>
  attempts.reduce((sum, { estimateMicros }) => sum + (estimateMicros ?? 0n), 0n)

/** Sets how much may be spent in a month; null: no limit. Returns the packages for which something is held: wake them. */
export async function setBudget(tx: Tx, monthly: Amount | null): Promise<Outcome<{ heldPackageIds: string[] }>> {
  const before = await lockBudget(tx)
  const data = { monthlyMicros: monthly?.micros ?? null, currency: monthly?.currency ?? null, changedAt: new Date() }
  await tx.budget.update({ where: { id: 1 }, data })
  const event: Event = {
    action: 'budget.changed',
    subjectType: 'Budget',
    subjectId: '1',
    summary: monthly
      ? `The monthly budget is ${Number(monthly.micros) / 1e6} ${monthly.currency}`
      : 'There is no monthly budget any more',
    before: { monthlyMicros: before.monthlyMicros === null ? null : Number(before.monthlyMicros) },
    after: { monthlyMicros: monthly === null ? null : Number(monthly.micros), currency: monthly?.currency ?? null },
  }
  const held = await tx.$queryRaw<{ packageId: string }[]>`
    SELECT DISTINCT coalesce(transcode.package_id, publication.package_id) AS "packageId"
    FROM attempt JOIN wish USING (encoding_id)
      LEFT JOIN transcode ON transcode.id = wish.transcode_id AND transcode.finished_at IS NULL
      LEFT JOIN publication ON publication.id = wish.publication_id AND publication.finished_at IS NULL
    WHERE attempt.finished_at IS NULL AND attempt.held_at IS NOT NULL AND wish.withdrawn_at IS NULL
      AND (transcode.id IS NOT NULL OR publication.id IS NOT NULL)`
  return { result: { heldPackageIds: held.map(({ packageId }) => packageId) }, events: [event] }
}
