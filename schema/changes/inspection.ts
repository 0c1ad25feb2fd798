import type { By } from '../actor.ts'
import type { Discrepancy, Inspection, Package, Tx } from '../database.ts'
import { conflict, notFound, type Problem } from '../errors.ts'
import type { Action } from './actions.ts'
import { type Event, lockPackage, type Outcome } from './change.ts'
import { askForSync } from './sync-run.ts'

/** What is to be verified: a release by its number, or, null, the present draft. `repair`: and mended where that can be done. */
export type InspectionWish = { packageId: string; number: number | null; repair: boolean }

/**
 * Opens an inspection, or joins the open one of the same release or draft. CONFLICT while another one of the package goes on, and for a draft
 * that is being synchronised or a release that was removed; NOT_FOUND for one that there never was.
 */
export async function startInspection(tx: Tx, by: By, wished: InspectionWish): Promise<Outcome<Inspection>> {
  const { packageId, number, repair } = wished
  const pkg = await lockPackage(tx, packageId)
  const open = await tx.inspection.findFirst({ where: { packageId, finishedAt: null } })
  if (open && open.number === number && (open.repair || !repair)) return { result: open }
  if (open) throw conflict(`«${pkg.title}» is being verified already. Wait until that is over, or stop it.`)
  const revision = number === null ? await revisionOfDraft(tx, pkg) : await revisionOfRelease(tx, pkg, number)
  const data = { packageId, number, revision, repair, startedBy: by.actor }
  const inspection = await tx.inspection.create({ data })
  const words = repair ? 'is being verified and mended' : 'is being verified'
  return { result: inspection, events: [inspectionEvent(pkg, inspection, 'package.verifyStarted', words)] }
}

async function revisionOfDraft(tx: Tx, pkg: Package): Promise<number> {
  if (pkg.revision === 0) throw conflict(`«${pkg.title}» has no draft yet. Synchronise it first.`)
  if ((await tx.syncRun.count({ where: { packageId: pkg.id, finishedAt: null } })) > 0)
    throw conflict(`«${pkg.title}» is being synchronised. Wait until that is over, then verify it.`)
  return pkg.revision
}

async function revisionOfRelease(tx: Tx, pkg: Package, number: number): Promise<number> {
  const release = await tx.release.findUnique({ where: { packageId_number: { packageId: pkg.id, number } } })
  if (!release) throw notFound(`Release ${number} of «${pkg.title}»`)
  if (release.removedAt)
    throw conflict(`Release ${number} was removed, because no environment keeps it. There is nothing to verify.`)
  return release.revision
}

/** An inspection once its package is locked. NOT_FOUND when there is none. */
async function lockedInspection(tx: Tx, id: string): Promise<{ pkg: Package; inspection: Inspection }> {
  const found = await tx.inspection.findUnique({ where: { id } })
  if (!found) throw notFound('This verification')
  const pkg = await lockPackage(tx, found.packageId)
  return { pkg, inspection: await tx.inspection.findUniqueOrThrow({ where: { id } }) }
}

/** Asks an open inspection to stop; one that is over stays as it is. What it mended stays mended. */
export async function cancelInspection(tx: Tx, id: string): Promise<Outcome<Inspection>> {
  const { inspection } = await lockedInspection(tx, id)
  if (inspection.finishedAt || inspection.cancelRequestedAt) return { result: inspection }
  const asked = await tx.inspection.update({ where: { id }, data: { cancelRequestedAt: new Date() } })
  return { result: asked, packageIds: [asked.packageId] }
}

/** Begins to compare, or does so anew after a worker was killed; what was told by then stays. Null: it is over. */
export async function beginInspection(tx: Tx, id: string): Promise<Inspection | null> {
  const { inspection } = await lockedInspection(tx, id)
  if (inspection.finishedAt) return null
  return tx.inspection.update({ where: { id }, data: { filesChecked: 0 } })
}

/** A difference, as it is told. */
export type NewDiscrepancy = Pick<Discrepancy, 'place' | 'kind' | 'path' | 'message' | 'repaired'>

/** Records that so many files more were checked, and what differs; told again, the later word counts. */
export async function recordDiscrepancies(
  tx: Tx,
  { id, packageId }: Inspection,
  checked: number,
  found: NewDiscrepancy[],
): Promise<Outcome<null>> {
  const { count } = await tx.inspection.updateMany({
    where: { id, finishedAt: null },
    data: { filesChecked: { increment: checked } },
  })
  if (count === 0) return { result: null }
  await tx.$executeRaw`
    INSERT INTO discrepancy (id, inspection_id, place, kind, path, message, repaired)
    SELECT gen_random_uuid(), ${id}::uuid, new.place::discrepancy_place, new.kind::discrepancy_kind, new.path, new.message, new.repaired
    FROM jsonb_to_recordset(${JSON.stringify(found)}::jsonb) AS new(place text, kind text, path text, message text, repaired boolean)
    ON CONFLICT (inspection_id, path, place, kind) DO UPDATE SET message = excluded.message, repaired = excluded.repaired`
  return { result: null, packageIds: [packageId] }
}

/** Takes differences back that were told and are none any more. */
export async function forgetDiscrepancies(
  tx: Tx,
  { id }: Inspection,
  gone: Pick<Discrepancy, 'place' | 'kind' | 'path'>[],
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM discrepancy USING jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) AS gone(place text, kind text, path text)
    WHERE inspection_id = ${id}::uuid AND discrepancy.path = gone.path AND discrepancy.place = gone.place::discrepancy_place
      AND discrepancy.kind = gone.kind::discrepancy_kind`
}

/** How an inspection ends. `synchronize`: what Dropbox has is to be taken once more, all of it. */
export type InspectionEnd =
  | { status: 'SUCCEEDED'; synchronize: boolean }
  | { status: 'FAILED'; error: Problem }
  | { status: 'CANCELED' }

const endings: Record<InspectionEnd['status'], [action: Action, words: string]> = {
  SUCCEEDED: ['package.verified', 'was verified'],
  FAILED: ['package.verifyFailed', 'could not be verified'],
  CANCELED: ['package.verifyCanceled', 'was not verified to the end: somebody stopped it'],
}

/** Ends an inspection, once; in the same transaction the synchronisation is asked for that mends what only Dropbox can. */
export async function endInspection(tx: Tx, id: string, end: InspectionEnd): Promise<Outcome<Inspection>> {
  const { pkg, inspection } = await lockedInspection(tx, id)
  if (inspection.finishedAt) return { result: inspection }
  const events: Event[] = []
  if (end.status === 'SUCCEEDED' && end.synchronize && !pkg.archivedAt) {
    const by = { actor: inspection.startedBy as By['actor'] }
    events.push(...((await askForSync(tx, by, pkg.id, true)).events ?? []).map(event => ({ ...event, by })))
    await tx.$executeRaw`
      UPDATE discrepancy SET repaired = true WHERE inspection_id = ${id}::uuid AND (place = 'DROPBOX' OR EXISTS (
        SELECT 1 FROM draft_file AS file
        WHERE file.package_id = ${pkg.id}::uuid AND file.path = discrepancy.path AND file.until_revision IS NULL AND file.damaged))`
  }
  const error = end.status === 'FAILED' ? end.error : undefined
  const ended = await tx.inspection.update({
    where: { id },
    data: { status: end.status, finishedAt: new Date(), error },
  })
  const after = await outcomeOf(tx, ended)
  const [action, words] = endings[end.status]
  const said = end.status === 'SUCCEEDED' ? `${words}: ${inWords(after)}` : error ? `${words}: ${error.message}` : words
  return {
    result: ended,
    events: [{ ...inspectionEvent(pkg, ended, action, said), after: { ...after, error } }, ...events],
  }
}

async function outcomeOf(tx: Tx, { id, filesChecked, number, repair }: Inspection) {
  const counts = { release: number, repair, filesChecked, missing: 0, changed: 0, foreign: 0, repaired: 0 }
  const names = { MISSING: 'missing', CHANGED: 'changed', FOREIGN: 'foreign' } as const
  const groups = await tx.discrepancy.groupBy({ by: ['kind', 'repaired'], where: { inspectionId: id }, _count: true })
  for (const { kind, repaired, _count } of groups) {
    counts[names[kind]] += _count
    if (repaired) counts.repaired += _count
  }
  return counts
}

function inWords({ filesChecked, missing, changed, foreign, repaired }: Awaited<ReturnType<typeof outcomeOf>>): string {
  const different = missing + changed + foreign
  if (different === 0) return `${filesChecked} files, all as they should be`
  return `${different} differences in ${filesChecked} files, ${repaired} of them mended`
}

function inspectionEvent(pkg: Package, { id, number }: Inspection, action: Action, words: string): Event {
  const what = number === null ? `«${pkg.title}»` : `Release ${number} of «${pkg.title}»`
  return { action, subjectType: 'Inspection', subjectId: id, packageId: pkg.id, summary: `${what} ${words}` }
}
