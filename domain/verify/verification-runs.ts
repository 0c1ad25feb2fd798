import type { Action } from '../audit/actions.ts'
import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { Discrepancy, Package, Tx, VerificationRun } from '../database.ts'
import { conflict, notFound, type Problem } from '../errors.ts'
import { hasDraft } from '../files/content-version.ts'
import { formatCount } from '../format-count.ts'
import { requestSync } from '../sync/sync-runs.ts'
import { lockPackage } from '../transaction.ts'

/** What to verify: a release by its number, or the current draft (null). `repair`: also repair what can be repaired. */
export type VerificationInput = { packageId: string; number: number | null; repair: boolean }

/**
 * Opens a verification run, or joins the open one of the same release or draft. CONFLICT while another one of the
 * package is open, for a draft that is being synchronized, and for a removed release. NOT_FOUND for a release that
 * never existed.
 */
export async function requestVerification(
  tx: Tx,
  by: Attribution,
  input: VerificationInput,
): Promise<Change<VerificationRun>> {
  const { packageId, number, repair } = input
  const pkg = await lockPackage(tx, packageId)
  const open = await tx.verificationRun.findFirst({ where: { packageId, finishedAt: null } })
  if (open && open.number === number && (open.repair || !repair)) return { result: open }
  if (open) throw conflict(`"${pkg.title}" is already being verified. Wait until that finishes, or cancel it.`)
  const revision = number === null ? await revisionOfDraft(tx, pkg) : await revisionOfRelease(tx, pkg, number)
  const data = { packageId, number, revision, repair, startedBy: by.actor }
  const run = await tx.verificationRun.create({ data })
  const summaryPrefix = repair ? 'Started verifying and repairing' : 'Started verifying'
  return { result: run, events: [verificationEvent(pkg, run, 'package.verifyStarted', summaryPrefix)] }
}

async function revisionOfDraft(tx: Tx, pkg: Package): Promise<number> {
  if (pkg.archivedAt && !hasDraft(pkg))
    throw conflict(`"${pkg.title}" has no draft. It is archived. Restore it, or verify one of its releases.`)
  if (!hasDraft(pkg)) throw conflict(`"${pkg.title}" has no draft yet. Synchronize it first.`)
  if ((await tx.syncRun.count({ where: { packageId: pkg.id, finishedAt: null } })) > 0)
    throw conflict(`"${pkg.title}" is being synchronized. Wait until that finishes, then verify it.`)
  return pkg.revision
}

async function revisionOfRelease(tx: Tx, pkg: Package, number: number): Promise<number> {
  const release = await tx.release.findUnique({ where: { packageId_number: { packageId: pkg.id, number } } })
  if (!release) throw notFound(`Release ${number} of "${pkg.title}"`)
  if (release.removedAt)
    throw conflict(`Release ${number} was removed by the retention rule, so there is nothing to verify.`)
  return release.revision
}

/** Locks the package of a verification run, then loads the run. NOT_FOUND if there is none. */
async function lockVerificationRun(tx: Tx, id: string): Promise<{ pkg: Package; run: VerificationRun }> {
  const found = await tx.verificationRun.findUnique({ where: { id } })
  if (!found) throw notFound('This verification')
  const pkg = await lockPackage(tx, found.packageId)
  return { pkg, run: await tx.verificationRun.findUniqueOrThrow({ where: { id } }) }
}

/** Requests the cancellation of an open verification run. Does nothing if it has ended. Repairs are kept. */
export async function cancelVerification(tx: Tx, id: string): Promise<Change<VerificationRun>> {
  const { pkg, run } = await lockVerificationRun(tx, id)
  if (run.finishedAt || run.cancelRequestedAt) return { result: run }
  const canceling = await tx.verificationRun.update({ where: { id }, data: { cancelRequestedAt: new Date() } })
  const event = verificationEvent(pkg, run, 'package.verifyCancelRequested', 'Asked to cancel the verification of')
  return { result: canceling, events: [event] }
}

/** Starts to compare, or restarts after a worker was killed; recorded discrepancies stay. Null if the run has ended. */
export async function beginVerification(tx: Tx, id: string): Promise<VerificationRun | null> {
  const { run } = await lockVerificationRun(tx, id)
  if (run.finishedAt) return null
  return tx.verificationRun.update({ where: { id }, data: { filesChecked: 0 } })
}

/** A discrepancy to record. */
export type NewDiscrepancy = Pick<Discrepancy, 'store' | 'kind' | 'path' | 'message' | 'repaired'>

/** Records discrepancies and adds `checkedCount` to the checked files. A later record of a discrepancy replaces it. */
export async function recordDiscrepancies(
  tx: Tx,
  { id, packageId }: VerificationRun,
  checkedCount: number,
  discrepancies: NewDiscrepancy[],
): Promise<Change<null>> {
  const { count } = await tx.verificationRun.updateMany({
    where: { id, finishedAt: null },
    data: { filesChecked: { increment: checkedCount } },
  })
  if (count === 0) return { result: null }
  await tx.$executeRaw`
    INSERT INTO discrepancy (id, verification_run_id, store, kind, path, message, repaired)
    SELECT gen_random_uuid(), ${id}::uuid, new.store::discrepancy_store, new.kind::discrepancy_kind, new.path, new.message, new.repaired
    FROM jsonb_to_recordset(${JSON.stringify(discrepancies)}::jsonb) AS new(store text, kind text, path text, message text, repaired boolean)
    ON CONFLICT (verification_run_id, path, store, kind) DO UPDATE SET message = excluded.message, repaired = excluded.repaired`
  return { result: null, affectedPackages: [packageId] }
}

/** Deletes recorded discrepancies that no longer exist. */
export async function deleteDiscrepancies(
  tx: Tx,
  { id }: VerificationRun,
  resolved: Pick<Discrepancy, 'store' | 'kind' | 'path'>[],
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM discrepancy USING jsonb_to_recordset(${JSON.stringify(resolved)}::jsonb) AS gone(store text, kind text, path text)
    WHERE verification_run_id = ${id}::uuid AND discrepancy.path = gone.path AND discrepancy.store = gone.store::discrepancy_store
      AND discrepancy.kind = gone.kind::discrepancy_kind`
}

/** How a verification run ends. `needsSync`: a full synchronization must repair the draft. */
export type VerificationOutcome =
  | { status: 'SUCCEEDED'; needsSync: boolean }
  | { status: 'FAILED'; error: Problem }
  | { status: 'CANCELED' }

const outcomeEvents: Record<VerificationOutcome['status'], [action: Action, summaryPrefix: string]> = {
  SUCCEEDED: ['package.verified', 'Verified'],
  FAILED: ['package.verifyFailed', 'Could not verify'],
  CANCELED: ['package.verifyCanceled', 'Canceled the verification of'],
}

/**
 * Ends a verification run; does nothing if it has ended. In the same transaction, requests the synchronization that
 * repairs what only Dropbox can.
 */
export async function endVerification(tx: Tx, id: string, end: VerificationOutcome): Promise<Change<VerificationRun>> {
  const { pkg, run } = await lockVerificationRun(tx, id)
  if (run.finishedAt) return { result: run }
  const events: Event[] = []
  if (end.status === 'SUCCEEDED' && end.needsSync && !pkg.archivedAt) {
    const by = { actor: run.startedBy as Attribution['actor'] }
    events.push(...((await requestSync(tx, by, pkg.id, true)).events ?? []).map(event => ({ ...event, by })))
    await tx.$executeRaw`
      UPDATE discrepancy SET repaired = true WHERE verification_run_id = ${id}::uuid AND (store = 'DROPBOX' OR EXISTS (
        SELECT 1 FROM draft_file AS file
        WHERE file.package_id = ${pkg.id}::uuid AND file.path = discrepancy.path AND file.until_revision IS NULL AND file.damaged))`
  }
  const error = end.status === 'FAILED' ? end.error : undefined
  const ended = await tx.verificationRun.update({
    where: { id },
    data: { status: end.status, finishedAt: new Date(), error },
  })
  const totals = await verificationTotals(tx, ended)
  const [action, summaryPrefix] = outcomeEvents[end.status]
  const details = end.status === 'SUCCEEDED' ? totalsText(totals) : error?.message
  return {
    result: ended,
    events: [
      { ...verificationEvent(pkg, ended, action, summaryPrefix, details), after: { ...totals, error } },
      ...events,
    ],
  }
}

async function verificationTotals(tx: Tx, { id, filesChecked, number, repair }: VerificationRun) {
  const counts = { release: number, repair, filesChecked, missing: 0, changed: 0, foreign: 0, repaired: 0 }
  const names = { MISSING: 'missing', CHANGED: 'changed', FOREIGN: 'foreign' } as const
  const groups = await tx.discrepancy.groupBy({
    by: ['kind', 'repaired'],
    where: { verificationRunId: id },
    _count: true,
  })
  for (const { kind, repaired, _count } of groups) {
    counts[names[kind]] += _count
    if (repaired) counts.repaired += _count
  }
  return counts
}

function totalsText({
  filesChecked,
  missing,
  changed,
  foreign,
  repaired,
}: Awaited<ReturnType<typeof verificationTotals>>): string {
  const different = missing + changed + foreign
  const files = formatCount(filesChecked, 'file')
  if (different === 0) return `no differences in ${files}`
  return `${formatCount(different, 'difference')} in ${files}, ${repaired} repaired`
}

function verificationEvent(
  pkg: Package,
  { id, number }: VerificationRun,
  action: Action,
  summaryPrefix: string,
  details?: string,
): Event {
  const target = number === null ? `"${pkg.title}"` : `release ${number} of "${pkg.title}"`
  return {
    action,
    subjectType: 'VerificationRun',
    subjectId: id,
    packageId: pkg.id,
    summary: details ? `${summaryPrefix} ${target}: ${details}` : `${summaryPrefix} ${target}`,
  }
}
