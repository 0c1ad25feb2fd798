import type { Discrepancy, Package } from '@lectern/schema/database'
import { filesWithPaths, type Inspected, pagesOfFiles } from '@lectern/schema/reads/inspected'
import type { files as listed } from 'dropbox'
import { type DropboxFolder, findFolder } from '../clients/dropbox.ts'
import { listedEntry } from '../listing.ts'
import type { Deps } from './deps.ts'
import type { Compared } from './inspect-s3.ts'
import { type Matcher, rulesAt } from './judge-entries.ts'
import { finalFailure } from './run-problem.ts'

/** A difference between the draft and Dropbox. */
export type DropboxDifference = Pick<Discrepancy, 'kind' | 'path'>

/**
 * Compares the draft's files with all that Dropbox lists in the package's folder, by content hash and step by step, changing nothing. What a
 * synchronisation would leave out is no difference. In memory stand the paths that were found, as the doctor's do.
 */
export async function* compareWithDropbox(
  deps: Deps,
  pkg: Package,
  signal: AbortSignal,
): AsyncGenerator<Compared<DropboxDifference>> {
  const { database, dropbox } = deps
  const inspected: Inspected = { packageId: pkg.id, number: null }
  const folder = await findFolder(dropbox, pkg.dropboxId, signal)
  if (!folder)
    throw finalFailure(
      'FOLDER_GONE',
      `The folder ${pkg.dropboxPath} is no longer in Dropbox. Put it back, then verify once more.`,
    )
  const matcher = await rulesAt(dropbox, folder.pathLower, signal)
  const seen = new Set<string>()
  for await (const page of pagesOf(deps, pkg, signal)) {
    const files = await filesIn(deps, pkg, folder, page, matcher)
    const rows = await filesWithPaths(database, inspected, [...files.keys()])
    const hashes = new Map(rows.flatMap(({ path, own, contentHash }) => (own ? [] : [[path, contentHash]])))
    const found: DropboxDifference[] = []
    for (const [path, contentHash] of files) {
      seen.add(path)
      if (!hashes.has(path)) found.push({ kind: 'FOREIGN', path })
      else if (hashes.get(path) !== contentHash) found.push({ kind: 'CHANGED', path })
    }
    yield { checked: 0, found }
  }
  for await (const files of pagesOfFiles(database, inspected)) {
    const gone = files.filter(({ path, own }) => !own && !seen.has(path))
    yield { checked: 0, found: gone.map(({ path }) => ({ kind: 'MISSING' as const, path })) }
  }
}

type Page = listed.ListFolderResult['entries']

async function* pagesOf({ dropbox }: Deps, pkg: Package, signal: AbortSignal): AsyncGenerator<Page> {
  const asked = { path: pkg.dropboxId, recursive: true, limit: 2000, include_non_downloadable_files: true }
  let page = await dropbox.call((sdk, options) => sdk.filesListFolder(asked, options), signal)
  for (;;) {
    yield page.entries
    if (!page.has_more) return
    const { cursor } = page
    page = await dropbox.call((sdk, options) => sdk.filesListFolderContinue({ cursor }, options), signal)
  }
}

/**
 * The content hashes of a page's files by their paths in the package, without those that are left out. A path has the letter case of the last
 * synchronisation; of a file that came later, the one that Dropbox displays.
 */
async function filesIn({ database }: Deps, pkg: Package, folder: DropboxFolder, page: Page, matcher: Matcher) {
  const { id: packageId, generation, dropboxPathLower } = pkg
  const candidates = page.flatMap(metadata => {
    const entry = listedEntry(metadata, { dropboxPathLower: folder.pathLower })
    if (entry?.kind !== 'FILE' || entry.ignoredReason !== null) return []
    // The folder may have another place by now than at the last synchronisation.
    const pathLower = dropboxPathLower + entry.pathLower.slice(folder.pathLower.length)
    return { pathLower, contentHash: entry.contentHash, display: metadata.path_display ?? entry.pathLower }
  })
  const where = { packageId, generation, pathLower: { in: candidates.map(({ pathLower }) => pathLower) } }
  const mirror = new Map((await database.entry.findMany({ where })).map(entry => [entry.pathLower, entry]))
  const depth = folder.path.split('/').length
  const files = new Map<string, string | null>()
  for (const { pathLower, contentHash, display } of candidates) {
    const known = mirror.get(pathLower)
    // Dropbox would not hand out these bytes when they were asked for.
    if (known?.ignoredReason && known.contentHash === contentHash) continue
    const path = known?.path || display.split('/').slice(depth).join('/').normalize('NFC')
    if (!matcher.ignores(path)) files.set(path, contentHash)
  }
  return files
}
