import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Database, SyncRun } from '@lectern/domain/database'
import { clearEntriesChanged, finishListing } from '@lectern/domain/sync/entries'
import type { FolderChoice } from '@lectern/domain/sync/folder-choice'
import { beginListing, type Plan, planItems } from '@lectern/domain/sync/plan'
import { retryIgnored } from '@lectern/domain/sync/retry-ignored'
import { CursorReset } from '../../dropbox/errors.ts'
import { restrictedReason } from '../../files/restricted.ts'
import { cancellationSignal } from '../../heartbeat.ts'
import type { Services } from '../../services.ts'
import { fillFolders } from './fill-folders.ts'
import { applyIgnoreRules } from './ignore-rules.ts'
import { laneCountFor } from './lane-count.ts'
import { list } from './list.ts'
import { planRules } from './plan-rules.ts'
import { relocatePackage } from './relocate.ts'
import { updateSpellings } from './update-spellings.ts'

/**
 * `hasMore`: the listing has further pages, and what the first one named can be copied meanwhile. `laneCount`: how many
 * lanes are worthwhile. `folderChoices`: a person must choose one of these folders first.
 */
export type CalculationResult =
  | { folderChoices: FolderChoice[] }
  | ({ laneCount: number } & ({ hasMore: true } | ({ hasMore: false } & Plan)))

/**
 * Updates the mirror of the package's folder (by a full listing the first time, then by the delta of the saved cursor)
 * and writes the plan. The first call returns after one page if more follow; `untilEnd` lists to the end. Each page and
 * its cursor are one transaction, so a second attempt continues where the first one ended.
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
  if (run.listedAt === null) await database.$transaction(tx => retryIgnored(tx, run.packageId, restrictedReason))
  const relocation = untilEnd ? { pkg: await loadPackage(database, run) } : await relocatePackage(services, run)
  if ('folderChoices' in relocation) return relocation
  const { pkg } = relocation
  const fromStart = !untilEnd && (pkg.cursor === null || run.full)
  const hasMore = await list(services, run, pkg, { fromStart, untilEnd }, signal).catch(async error => {
    if (!(error instanceof CursorReset)) throw error
    return list(services, run, await loadPackage(database, run), { fromStart: true, untilEnd }, signal)
  })
  if (hasMore) return { hasMore, laneCount: services.maxLanes }
  await updateSpellings(services, await loadPackage(database, run), signal)
  const listedPackage = await loadPackage(database, run)
  // In a folder of 50,000 files without changes, do not check every file.
  if (listedPackage.entriesChanged) {
    await fillFolders(services, listedPackage)
    await database.$transaction(tx => finishListing(tx, listedPackage.id, listedPackage.generation))
    await applyIgnoreRules(services, listedPackage, signal)
    await database.$transaction(tx => clearEntriesChanged(tx, listedPackage.id))
  }
  const plan = await database.$transaction(tx => planItems(tx, run, planRules(listedPackage)))
  return { hasMore: false, laneCount: laneCountFor(plan, services), ...plan }
}

const loadRun = (database: Database, id: string) => database.syncRun.findUniqueOrThrow({ where: { id } })
const loadPackage = (database: Database, { packageId }: SyncRun) =>
  database.package.findUniqueOrThrow({ where: { id: packageId } })
