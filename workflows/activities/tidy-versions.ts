import { freeVersions } from '@lectern/schema/changes/removal'
import { referencedVersions } from '@lectern/schema/reads/referenced-versions'
import { taggedPages } from '@lectern/schema/reads/tagged-pages'
import { namedVersions } from '@lectern/schema/reads/unneeded'
import { draftKeyOfOriginal, hashOfKey } from '../clients/keys.ts'
import { head } from '../clients/s3.ts'
import { isOnlyMarkers, remove, type VersionEntry, type VersionMarker, versionPages } from '../clients/s3-versions.ts'
import { openSweep, type Swept } from '../tidied.ts'
import type { Deps } from './deps.ts'
import { cancellation } from './heartbeat.ts'
import { type History, leavesOldMarkers, unmovedVersions, wholeHistories } from './tidy-history.ts'
import type { Tidying } from './tidy-rows.ts'

/** Where versions pile up: the draft, the pages as their author wrote them, and what rows forgot or two calls made at the same time. */
export type Area = 'draft/' | 'originals/' | 'sources/' | 'captions/'

const kinds = {
  'draft/': 'versions',
  'originals/': 'versions',
  'sources/': 'sources',
  'captions/': 'captions',
} as const

/** Pages of the listing that one call works off, and how many questions to S3 are open at a time. */
const pagesAtATime = 20
const parallel = 16

/**
 * Deletes for good, below an area and from a place in its listing on, the versions that no row needs and that nothing has touched since before
 * the grace period, and delete markers that hide nothing any more. Rows forget a version before it goes. Returns where to go on; null: that
 * was all. Done twice, the second time finds nothing, because the rows alone decide; what a call that was killed had removed is not counted.
 */
export async function tidyVersions(
  deps: Deps,
  { area, from, ...tidying }: Tidying & { area: Area; from: VersionMarker },
): Promise<Swept & { next: VersionMarker | null }> {
  const { store } = deps
  const { before, dryRun } = tidying
  const signal = cancellation()
  const moment = new Date(before)
  const pastBefore = dryRun ? moment : null
  const { swept, take } = openSweep(tidying)
  let pages = 0
  for await (const { histories, again } of wholeHistories(versionPages(store, area, from))) {
    signal.throwIfAborted()
    const unmoved = histories.map(history => ({ history, versions: unmovedVersions(history, moment) }))
    const unneeded = await unneededIn(area, deps, unmoved, pastBefore)
    for (const { key, bytes } of unneeded) take(kinds[area], () => key, { bytes })
    if (!dryRun) {
      await remove(store, unneeded)
      await removeMarkers(deps, histories, new Set(unneeded.map(version => version.versionId)), moment)
    }
    // A key with more versions than one call lists must be told all the same.
    if (again && again !== from && ++pages >= pagesAtATime) return { ...swept, next: again }
  }
  return { ...swept, next: null }
}

/** A key's history, and which of its versions may go for their age. */
type Unmoved = { history: History; versions: VersionEntry[] }

function unneededIn(area: Area, deps: Deps, unmoved: Unmoved[], pastBefore: Date | null): Promise<VersionEntry[]> {
  if (area === 'draft/') return unneededFiles(deps, unmoved, pastBefore)
  return area === 'originals/'
    ? unneededOriginals(deps, unmoved, pastBefore)
    : unneededByHash(area, deps, unmoved, pastBefore)
}

/** Sources and captions lie under content hashes: what the hash's row does not name, or what it is about to forget. */
async function unneededByHash(
  area: 'sources/' | 'captions/',
  { database }: Deps,
  unmoved: Unmoved[],
  pastBefore: Date | null,
): Promise<VersionEntry[]> {
  const old = unmoved.flatMap(({ versions }) => versions)
  const hashes = [...new Set(old.map(({ key }) => hashOfKey(key)))]
  const named = await namedVersions(database, area, hashes, pastBefore)
  return old.filter(({ versionId }) => !named.has(versionId))
}

/**
 * Files of the draft: what no row points at. A file whose upload is not recorded yet is left alone, because S3 dates it from the upload's
 * beginning, which may be long ago.
 */
async function unneededFiles({ database }: Deps, unmoved: Unmoved[], pastBefore: Date | null): Promise<VersionEntry[]> {
  const old = unmoved.flatMap(({ versions }) => versions)
  const keys = [...new Set(old.map(version => version.key))]
  const uploads = await database.upload.findMany({ where: { key: { in: keys } } })
  const uploading = new Set(uploads.map(upload => upload.key))
  const candidates = old.filter(version => !uploading.has(version.key))
  const ids = candidates.map(version => version.versionId)
  if (pastBefore) {
    const referenced = await referencedVersions(database, ids, pastBefore)
    return candidates.filter(version => !referenced.has(version.versionId))
  }
  const free = await database.$transaction(tx => freeVersions(tx, ids))
  return candidates.filter(version => free.has(version.versionId))
}

/** Originals have no rows of their own: of each content that a draft's page with the player's tag has, the newest one stays. */
async function unneededOriginals(deps: Deps, unmoved: Unmoved[], pastBefore: Date | null): Promise<VersionEntry[]> {
  const old = unmoved.filter(({ versions }) => versions.length > 0)
  const pageOf = ({ versions }: Unmoved) => draftKeyOfOriginal(versions[0]!.key)
  const pages = await taggedPages(deps.database, old.map(pageOf), pastBefore)
  const judge = async (one: Unmoved) => {
    const kept = await keptOriginals(deps, one.history, pages.get(pageOf(one)))
    return one.versions.filter(version => !kept.has(version.versionId))
  }
  const unneeded: VersionEntry[] = []
  for (let start = 0; start < old.length; start += parallel)
    unneeded.push(...(await Promise.all(old.slice(start, start + parallel).map(judge))).flat())
  return unneeded
}

/** Which content a version has stands in its metadata. Where there is only one, nobody need ask. */
async function keptOriginals({ store }: Deps, history: History, contents = new Set<string>()): Promise<Set<string>> {
  const versions = history.filter(entry => !entry.isMarker)
  if (contents.size === 0) return new Set()
  if (versions.length === 1) return new Set([versions[0]!.versionId])
  const kept = new Set<string>()
  const missing = new Set(contents)
  for (const { key, versionId } of versions) {
    const contentHash = (await head(store, key, versionId))?.Metadata?.['content-hash']
    if (contentHash && missing.delete(contentHash)) kept.add(versionId)
  }
  return kept
}

/** Only after the versions themselves: a marker that went before them would bring one of them back to light. */
async function removeMarkers({ store }: Deps, histories: History[], gone: Set<string>, before: Date): Promise<void> {
  const bare = histories.filter(history => leavesOldMarkers(history, gone, before))
  for (let start = 0; start < bare.length; start += parallel) {
    const some = bare.slice(start, start + parallel)
    const sure = await Promise.all(some.map(([entry]) => isOnlyMarkers(store, entry!.key)))
    await remove(
      store,
      some.filter((_, index) => sure[index]).flatMap(history => history.filter(entry => entry.isMarker)),
    )
  }
}
