import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { applyPage, type MirrorState, settleEntries } from '@lectern/schema/changes/entries'
import { beginListing, type Plan, planItems } from '@lectern/schema/changes/plan'
import type { Database, Package, SyncRun } from '@lectern/schema/database'
import { rootPage } from '@lectern/schema/reads/root-page'
import { findFolder } from '../clients/dropbox.ts'
import { CursorReset } from '../clients/dropbox-errors.ts'
import { listedEntry } from '../listing.ts'
import { tagVersion } from '../page.ts'
import { videoPattern } from '../videos.ts'
import type { Deps } from './deps.ts'
import { cancellation } from './heartbeat.ts'
import { finalFailure } from './run-problem.ts'

/**
 * Brings the mirror of the package's folder up to date (the whole listing the first time, afterwards the delta of the saved cursor) and
 * writes the plan. Each page and the cursor behind it are one transaction, so that a second try goes on where the first one ended.
 */
export async function calculate(deps: Deps, runId: string): Promise<Plan> {
  const signal = cancellation()
  const { database } = deps
  const run = await change(database, lectern, tx => beginListing(tx, runId))
  const pkg = await database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  await refuseLost(deps, pkg)
  try {
    await list(deps, run, pkg, pkg.cursor === null || run.full, signal)
  } catch (error) {
    if (!(error instanceof CursorReset)) throw error
    const present = await database.package.findUniqueOrThrow({ where: { id: pkg.id } })
    await list(deps, run, present, true, signal)
  }
  const rules = { tagVersion, videoPattern, rootPath: await plannedRoot(database, pkg.id) }
  return database.$transaction(tx => planItems(tx, run, rules))
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

async function list(
  { database, dropbox }: Deps,
  run: SyncRun,
  pkg: Package,
  anew: boolean,
  signal: AbortSignal,
): Promise<void> {
  let state: MirrorState = { cursor: pkg.cursor, generation: pkg.generation }
  for (let first = anew, more = true; more; first = false) {
    const { cursor } = state
    const page = await dropbox.call(
      (sdk, options) =>
        first || cursor === null
          ? sdk.filesListFolder(
              { path: pkg.dropboxId, recursive: true, limit: 2000, include_non_downloadable_files: true },
              options,
            )
          : sdk.filesListFolderContinue({ cursor }, options),
      signal,
    )
    const entries = page.entries.flatMap(metadata => listedEntry(metadata, pkg.dropboxPathLower) ?? [])
    const [before, isFirst] = [state, first]
    state = await database.$transaction(tx => applyPage(tx, run, before, { entries, cursor: page.cursor }, isFirst))
    more = page.has_more
    signal.throwIfAborted()
  }
  await database.$transaction(tx => settleEntries(tx, pkg.id, state.generation))
}

/** The page that the package will open with, by its entries; null when there is none. */
export async function plannedRoot(database: Database, packageId: string): Promise<string | null> {
  const pkg = await database.package.findUniqueOrThrow({ where: { id: packageId } })
  const atRoot = {
    packageId,
    generation: pkg.generation,
    parentLower: pkg.dropboxPathLower,
    kind: 'FILE' as const,
    ignoredReason: null,
  }
  const files = await database.entry.findMany({ where: atRoot, select: { path: true } })
  return rootPage(
    files.map(file => file.path),
    pkg.rootPage,
  )
}
