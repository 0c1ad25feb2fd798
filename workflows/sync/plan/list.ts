import type { Package, SyncRun } from '@lectern/domain/database'
import { applyPage, fillDisplayPaths, type MirrorState } from '@lectern/domain/sync/entries'
import { planPage } from '@lectern/domain/sync/plan'
import type { Services } from '../../services.ts'
import { listedEntry } from './listed-entry.ts'
import { planRules } from './plan-rules.ts'

/**
 * Lists a package's folder into the mirror: one page, or all pages with `untilEnd`. `fromStart` lists from the
 * beginning, into a new generation. Otherwise the listing continues at the saved cursor. While more pages follow, what
 * a page named is planned at once. Returns whether more pages follow.
 */
export async function list(
  services: Services,
  run: SyncRun,
  pkg: Package,
  { fromStart, untilEnd }: { fromStart: boolean; untilEnd: boolean },
  signal: AbortSignal,
): Promise<boolean> {
  const { database } = services
  let state: MirrorState = { cursor: pkg.cursor, generation: pkg.generation }
  for (let first = fromStart; ; first = false) {
    signal.throwIfAborted()
    const page = await fetchPage(services, pkg, first ? null : state.cursor, signal)
    const entries = page.entries.flatMap(metadata => listedEntry(metadata, pkg) ?? [])
    const [before, isFirst] = [state, first]
    state = await database.$transaction(tx => applyPage(tx, run, before, { entries, cursor: page.cursor }, isFirst))
    if (!page.has_more) return false
    const { generation } = state
    const paths = entries.map(entry => entry.pathLower)
    await database.$transaction(async tx => {
      await fillDisplayPaths(tx, pkg.id, generation, paths)
      await planPage(tx, run, planRules(pkg), paths)
    })
    if (!untilEnd) return true
  }
}

function fetchPage({ dropbox }: Services, pkg: Package, cursor: string | null, signal: AbortSignal) {
  return dropbox.call(
    (sdk, options) =>
      cursor === null
        ? sdk.filesListFolder(
            { path: pkg.dropboxId, recursive: true, limit: 2000, include_non_downloadable_files: true },
            options,
          )
        : sdk.filesListFolderContinue({ cursor }, options),
    signal,
  )
}
