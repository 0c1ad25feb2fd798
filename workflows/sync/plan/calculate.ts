import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { finishListing } from '@lectern/domain/sync/entries'
import { beginListing, type Plan, planItems } from '@lectern/domain/sync/plan'
import type { Database, SyncRun } from '@lectern/domain/database'
import { CursorReset } from '../../dropbox/errors.ts'
import type { Services } from '../../services.ts'
import { fillFolders } from './fill-folders.ts'
import { relocatePackage } from './relocate.ts'
import { cancellationSignal } from '../../heartbeat.ts'
import { applyIgnoreRules } from './ignore-rules.ts'
import { laneCountFor } from './worker-count.ts'
import { list } from './list.ts'
import { loadPlanRules } from './plan-rules.ts'

/** `more`: the listing has further pages, and what the first one named can be copied meanwhile. `lanes`: how many are worth while. */
export type CalculationResult = { laneCount: number } & ({ hasMore: true } | ({ hasMore: false } & Plan))

/**
 * Brings the mirror of the package's folder up to date (the whole listing the first time, afterwards the delta of the saved cursor) and
 * writes the plan. The first call returns after a page when more are to come; `rest` goes on to the end. Each page and the cursor behind it
 * are one transaction, so that a second try goes on where the first one ended.
 */
export async function calculate(
  services: Services,
  { runId, untilEnd }: { runId: string; untilEnd: boolean },
): Promise<CalculationResult> {
  const { database } = services
  const signal = cancellationSignal()
  const run = untilEnd
    ? await loadRun(database, runId)
    : await change(database, systemActor, tx => beginListing(tx, runId))
  const pkg = untilEnd ? await loadPackage(database, run) : await relocatePackage(services, run)
  const fromStart = !untilEnd && (pkg.cursor === null || run.full)
  const hasMore = await list(services, run, pkg, { fromStart, untilEnd }, signal).catch(async error => {
    if (!(error instanceof CursorReset)) throw error
    return list(services, run, await loadPackage(database, run), { fromStart: true, untilEnd }, signal)
  })
  if (hasMore) return { hasMore, laneCount: services.maxLanes }
  const listedPackage = await loadPackage(database, run)
  // A folder of fifty thousand files in which nothing changed must not cost a look at each of them.
  if (listedPackage.entriesChanged) {
    await fillFolders(services, listedPackage)
    await database.$transaction(tx => finishListing(tx, listedPackage.id, listedPackage.generation))
    await applyIgnoreRules(services, listedPackage, signal)
    await database.package.update({ where: { id: listedPackage.id }, data: { entriesChanged: false } })
  }
  const rules = await loadPlanRules(database, listedPackage)
  const plan = await database.$transaction(tx => planItems(tx, run, rules))
  return { hasMore: false, laneCount: laneCountFor(plan, services), ...plan }
}

const loadRun = (database: Database, id: string) => database.syncRun.findUniqueOrThrow({ where: { id } })
const loadPackage = (database: Database, { packageId }: SyncRun) =>
  database.package.findUniqueOrThrow({ where: { id: packageId } })
