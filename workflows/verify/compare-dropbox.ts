import type { Discrepancy, Package } from '@lectern/domain/database'
import { fileBatches, filesWithPaths, type VerificationTarget } from '@lectern/domain/verify/compared-files'
import type { files as listed } from 'dropbox'
import { type DropboxFolder, findFolder } from '../dropbox/client.ts'
import { isLeftOut } from '../files/left-out.ts'
import { finalFailure } from '../final-failure.ts'
import type { Services } from '../services.ts'
import { findIgnored, loadIgnoreList } from '../sync/plan/ignore-rules.ts'
import { listedEntry } from '../sync/plan/listed-entry.ts'
import type { ComparisonStep } from './compare-s3.ts'

/** A difference between the draft and Dropbox. */
export type DropboxDifference = Pick<Discrepancy, 'kind' | 'path'>

/**
 * Compares the draft's files with all that Dropbox lists in the package's folder, by content hash and step by step,
 * without changing anything. What a sync run would ignore is not a difference. Keeps the paths that it found in memory,
 * as the search for findings does.
 */
export async function* compareWithDropbox(
  services: Services,
  pkg: Package,
  signal: AbortSignal,
): AsyncGenerator<ComparisonStep<DropboxDifference>> {
  const { database, dropbox } = services
  const target: VerificationTarget = { packageId: pkg.id, number: null }
  const folder = await findFolder(dropbox, pkg.dropboxId, signal)
  if (!folder)
    throw finalFailure(
      'FOLDER_GONE',
      `The folder ${pkg.dropboxPath} is no longer in Dropbox, or another one is in its place. Synchronize the package, then verify again.`,
    )
  const ignoreList = await loadIgnoreList(dropbox, folder.pathLower, signal)
  const seen = new Set<string>()
  for await (const page of listPages(services, pkg, signal)) {
    const files = await hashesByPath(services, pkg, folder, page, ignoreList, signal)
    const rows = await filesWithPaths(database, target, [...files.keys()])
    const hashes = new Map(rows.flatMap(({ path, generated, contentHash }) => (generated ? [] : [[path, contentHash]])))
    const differences: DropboxDifference[] = []
    for (const [path, contentHash] of files) {
      seen.add(path)
      if (!hashes.has(path)) differences.push({ kind: 'FOREIGN', path })
      else if (hashes.get(path) !== contentHash) differences.push({ kind: 'CHANGED', path })
    }
    yield { checkedCount: 0, differences }
  }
  for await (const files of fileBatches(database, target)) {
    const missing = files.filter(({ path, generated }) => !generated && !seen.has(path))
    yield { checkedCount: 0, differences: missing.map(({ path }) => ({ kind: 'MISSING' as const, path })) }
  }
}

type Page = listed.ListFolderResult['entries']

async function* listPages({ dropbox }: Services, pkg: Package, signal: AbortSignal): AsyncGenerator<Page> {
  const listArgs = { path: pkg.dropboxId, recursive: true, limit: 2000, include_non_downloadable_files: true }
  let page = await dropbox.call((sdk, options) => sdk.filesListFolder(listArgs, options), signal)
  for (;;) {
    yield page.entries
    if (!page.has_more) return
    const { cursor } = page
    page = await dropbox.call((sdk, options) => sdk.filesListFolderContinue({ cursor }, options), signal)
  }
}

/**
 * Returns the content hashes of a page's files by their paths in the package, without ignored files. A path has the
 * letter case of the last sync run. A newer file has the letter case that Dropbox displays.
 */
async function hashesByPath(
  services: Services,
  pkg: Package,
  folder: DropboxFolder,
  page: Page,
  ignoreList: Uint8Array,
  signal: AbortSignal,
) {
  const { id: packageId, generation, dropboxPathLower } = pkg
  const candidates = page.flatMap(metadata => {
    const entry = listedEntry(metadata, { dropboxPathLower: folder.pathLower })
    // Whether a file that is left out by its name is brought back depends on the list.
    const isIgnored = entry?.kind === 'FILE' && entry.ignoredReason !== null && !isLeftOut(entry.ignoredReason)
    if (entry?.kind !== 'FILE' || isIgnored) return []
    // The folder may have moved since the last sync run.
    const pathLower = dropboxPathLower + entry.pathLower.slice(folder.pathLower.length)
    return { pathLower, contentHash: entry.contentHash, display: metadata.path_display ?? entry.pathLower }
  })
  const where = { packageId, generation, pathLower: { in: candidates.map(({ pathLower }) => pathLower) } }
  const mirror = new Map((await services.database.entry.findMany({ where })).map(entry => [entry.pathLower, entry]))
  const depth = folder.path.split('/').length
  const files = new Map<string, string | null>()
  for (const { pathLower, contentHash, display } of candidates) {
    const entry = mirror.get(pathLower)
    // Dropbox refused to release these bytes, or they hold a private key.
    if (entry?.ignoredReason && entry.contentHash === contentHash) continue
    const path = entry?.path || display.split('/').slice(depth).join('/').normalize('NFC')
    files.set(path, contentHash)
  }
  const ignoreCandidates = [...files.keys()].map(path => ({ path, hasPrivateKey: false }))
  const { ignored } = await findIgnored(services, { key: pkg.id, signal }, ignoreList, ignoreCandidates)
  for (const path of ignored.keys()) files.delete(path)
  return files
}
