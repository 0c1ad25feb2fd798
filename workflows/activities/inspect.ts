import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import {
  beginInspection,
  endInspection,
  forgetDiscrepancies,
  type InspectionEnd,
  type NewDiscrepancy,
  recordDiscrepancies,
} from '@lectern/schema/changes/inspection'
import type { Inspection, Package } from '@lectern/schema/database'
import type { Problem } from '@lectern/schema/errors'
import type { Inspected } from '@lectern/schema/reads/inspected'
import { DropboxLost } from '../clients/dropbox-errors.ts'
import { type Mend, wordsFor } from '../inspection-words.ts'
import type { Deps } from './deps.ts'
import { cancellation, every } from './heartbeat.ts'
import { compareWithDropbox } from './inspect-dropbox.ts'
import { repair } from './inspect-repair.ts'
import { compareWithS3, type StoredDifference } from './inspect-s3.ts'
import { finalFailure } from './run-problem.ts'
import { sideBySide } from './side-by-side.ts'
import { wakeQuietly } from './wake-quietly.ts'

const repairsAtATime = 8

/** The inspection of a package that somebody has to work on; null when there is none. Only reads. */
export async function openInspection({ database }: Deps, packageId: string): Promise<string | null> {
  return (await database.inspection.findFirst({ where: { packageId, finishedAt: null } }))?.id ?? null
}

/**
 * Compares a release, or the draft, with S3 and the draft with Dropbox too, tells each difference as it is found, mends what is to be mended and
 * can be, and ends the inspection. Done twice, it begins anew: what is mended already stays told.
 */
export async function inspect(deps: Deps, id: string): Promise<void> {
  const { database } = deps
  const inspection = await database.$transaction(tx => beginInspection(tx, id))
  if (!inspection) return
  const stop = new AbortController()
  const isStopped = async () =>
    (await database.inspection.findUniqueOrThrow({ where: { id } })).cancelRequestedAt !== null
  using _watching = every(1_000, async () => {
    if (await isStopped()) stop.abort()
  })
  if (await isStopped()) stop.abort()
  try {
    const signal = AbortSignal.any([cancellation(), stop.signal])
    const synchronize = await compare(deps, inspection, signal)
    await end(deps, id, { status: 'SUCCEEDED', synchronize })
  } catch (error) {
    if (!stop.signal.aborted) throw error
    await end(deps, id, { status: 'CANCELED' })
  }
}

/** Ends an inspection that could not be brought to its end. */
export const failInspection = (deps: Deps, { id, error }: { id: string; error: Problem }): Promise<void> =>
  end(deps, id, { status: 'FAILED', error })

/**
 * Returns whether a synchronisation is to mend something. What is about to be mended is told before, so that a mend whose worker was killed is
 * told all the same: what an earlier try told and this one does not find any more was mended by it.
 */
async function compare(deps: Deps, inspection: Inspection, signal: AbortSignal): Promise<boolean> {
  const { database } = deps
  const pkg = await database.package.findUniqueOrThrow({ where: { id: inspection.packageId } })
  const inspected: Inspected = { packageId: pkg.id, number: inspection.number }
  const earlier = await toldBefore(deps, inspection)
  let synchronize = false
  const mayGoOn = async () => {
    signal.throwIfAborted()
    await checkUnchanged(deps, inspection)
  }
  const tell = async (told: NewDiscrepancy[], checked: number) => {
    await change(database, lectern, tx => recordDiscrepancies(tx, inspection, checked, told))
    for (const one of told) earlier.delete(nameOf(one))
  }
  await mayGoOn()
  for await (const { checked, found } of compareWithS3(deps, pkg, inspected)) {
    await mayGoOn()
    const plain = found.map(difference => discrepancy(inspection, { place: 'S3', ...difference }, 'NONE'))
    await tell(plain, checked)
    if (!inspection.repair || found.length === 0) continue
    const mended: NewDiscrepancy[] = []
    await sideBySide(repairsAtATime, found, async difference => {
      signal.throwIfAborted()
      const mend = await mendOf(deps, pkg, inspected, difference)
      synchronize ||= mend === 'ASKED'
      mended.push(discrepancy(inspection, { place: 'S3', ...difference }, mend))
    })
    await tell(mended, 0)
  }
  const mend = inspection.repair && !pkg.archivedAt ? 'ASKED' : 'NONE'
  if (inspection.number === null)
    for await (const { found } of inDropbox(deps, pkg, signal)) {
      await mayGoOn()
      synchronize ||= mend === 'ASKED' && found.length > 0
      await tell(
        found.map(difference => discrepancy(inspection, { place: 'DROPBOX', ...difference }, mend)),
        0,
      )
    }
  const isMended = ({ place }: Told) => inspection.repair && place === 'S3'
  const left = [...earlier.values()]
  await tell(
    left.filter(isMended).map(one => discrepancy(inspection, one, 'DONE')),
    0,
  )
  await database.$transaction(tx =>
    forgetDiscrepancies(
      tx,
      inspection,
      left.filter(one => !isMended(one)),
    ),
  )
  return synchronize
}

type Told = Pick<NewDiscrepancy, 'place' | 'kind' | 'path'>

const nameOf = ({ place, kind, path }: Told) => `${place} ${kind} ${path}`

/** What an earlier try told as not mended yet. */
async function toldBefore({ database }: Deps, { id }: Inspection): Promise<Map<string, Told>> {
  const where = { inspectionId: id, repaired: false }
  const rows = await database.discrepancy.findMany({ where, select: { place: true, kind: true, path: true } })
  return new Map(rows.map(row => [nameOf(row), row]))
}

/** An archived package is not synchronised before somebody restores it. */
async function mendOf(deps: Deps, pkg: Package, inspected: Inspected, difference: StoredDifference): Promise<Mend> {
  const mend = await repair(deps, inspected, difference)
  return mend === 'ASKED' && pkg.archivedAt ? 'LOST' : mend
}

function discrepancy({ number }: Inspection, { place, kind, path }: Told, mend: Mend): NewDiscrepancy {
  const message = wordsFor({ place, kind, ofRelease: number !== null, mend })
  // What a synchronisation mends counts as mended when it is asked for, at the end.
  return { place, kind, path, message, repaired: mend === 'DONE' }
}

/** A draft that is synchronised meanwhile is another one, and what lies in S3 may be ahead of the rows. */
async function checkUnchanged({ database }: Deps, { packageId, number, revision }: Inspection): Promise<void> {
  if (number !== null) return
  const pkg = await database.package.findUniqueOrThrow({ where: { id: packageId } })
  const running = await database.syncRun.count({ where: { packageId, finishedAt: null } })
  if (running === 0 && pkg.revision === revision) return
  throw finalFailure(
    'SYNCHRONIZED_MEANWHILE',
    'The package was synchronised while it was verified. Verify it again when that is over.',
  )
}

async function* inDropbox(deps: Deps, pkg: Package, signal: AbortSignal) {
  try {
    yield* compareWithDropbox(deps, pkg, signal)
  } catch (error) {
    if (!(error instanceof DropboxLost)) throw error
    throw finalFailure('DROPBOX_LOST', `${error.message} Then verify once more.`)
  }
}

async function end(deps: Deps, id: string, how: InspectionEnd): Promise<void> {
  const { packageId } = await change(deps.database, lectern, tx => endInspection(tx, id, how))
  if (how.status === 'SUCCEEDED' && how.synchronize) await wakeQuietly(deps, { workflow: 'sync', packageId })
}
