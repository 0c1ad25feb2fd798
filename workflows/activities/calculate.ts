import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { applyPage, beginGeneration, type ListedPage, settleEntries } from '@lectern/schema/changes/entries'
import { beginListing, type Plan, planItems } from '@lectern/schema/changes/plan'
import type { Package, SyncRun } from '@lectern/schema/database'
import { findFolder } from '../clients/dropbox.ts'
import { CursorReset } from '../clients/dropbox-errors.ts'
import { listedEntry } from '../listing.ts'
import { tagVersion } from '../page.ts'
import { videoPattern } from '../videos.ts'
import type { Deps } from './deps.ts'
import { beating } from './heartbeat.ts'
import { finalFailure } from './run-problem.ts'

/**
 * Brings the mirror of the package's folder up to date (the whole listing the first time, afterwards the delta of the saved cursor) and
 * writes the plan. Each page and the cursor behind it are one transaction, so that a second try goes on where the first one ended.
 */
export async function calculate(deps: Deps, runId: string): Promise<Plan> {
  using life = beating()
  const { database } = deps
  const run = await change(database, lectern, tx => beginListing(tx, runId))
  const pkg = await database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  await refuseLost(deps, pkg)
  try {
    await list(deps, run, pkg, life.signal)
  } catch (error) {
    if (!(error instanceof CursorReset)) throw error
    await list(deps, run, { ...pkg, cursor: null }, life.signal)
  }
  return database.$transaction(tx => planItems(tx, run, tagVersion, videoPattern))
}

async function refuseLost({ dropbox }: Deps, pkg: Package): Promise<void> {
  const folder = await findFolder(dropbox, pkg.dropboxId)
  if (!folder)
    throw finalFailure(
      'FOLDER_GONE',
      `The folder ${pkg.dropboxPath} is no longer in Dropbox. Nothing was changed. Put it back, then synchronise.`,
    )
  if (folder.pathLower !== pkg.dropboxPathLower)
    throw finalFailure(
      'FOLDER_MOVED',
      `The folder ${pkg.dropboxPath} is now ${folder.path}. Nothing was changed. Move it back, then synchronise.`,
    )
}

async function list({ database, dropbox }: Deps, run: SyncRun, pkg: Package, signal: AbortSignal): Promise<void> {
  const anew = pkg.cursor === null || (run.full && run.listedAt === null)
  const generation = anew ? await database.$transaction(tx => beginGeneration(tx, pkg.id)) : pkg.generation
  let cursor = anew ? null : pkg.cursor
  for (let more = true; more; ) {
    const page = await dropbox.call(
      sdk =>
        cursor === null
          ? sdk.filesListFolder({
              path: pkg.dropboxId,
              recursive: true,
              limit: 2000,
              include_non_downloadable_files: true,
            })
          : sdk.filesListFolderContinue({ cursor }),
      signal,
    )
    const entries = page.entries.flatMap(metadata => listedEntry(metadata, pkg.dropboxPathLower) ?? [])
    await applyInTransaction({ entries, cursor: page.cursor })
    cursor = page.cursor
    more = page.has_more
    signal.throwIfAborted()
  }
  await database.$transaction(tx => settleEntries(tx, pkg.id, generation))

  function applyInTransaction(page: ListedPage): Promise<void> {
    return database.$transaction(tx => applyPage(tx, run, generation, page))
  }
}
