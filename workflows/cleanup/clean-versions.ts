import { releaseUnreferencedVersions } from '@lectern/domain/cleanup/expired-rows'
import { referencedVersions } from '@lectern/domain/cleanup/referenced-versions'
import { taggedPages } from '@lectern/domain/cleanup/tagged-pages'
import { recordedVersionIds } from '@lectern/domain/cleanup/unreferenced'
import { contentHashOfKey, draftKeyOfOriginal } from '../storage/keys.ts'
import { head } from '../storage/s3.ts'
import {
  isOnlyMarkers,
  listVersionPages,
  remove,
  type VersionEntry,
  type VersionMarker,
} from '../storage/s3-versions.ts'
import { type CleanupResult, startCleanupReport } from './cleanup-report.ts'
import type { Services } from '../services.ts'
import { cancellationSignal } from '../heartbeat.ts'
import { groupIntoHistories, hasOnlyOldMarkers, type VersionHistory, versionsUnchangedSince } from '../storage/version-history.ts'
import type { CleanupOptions } from './clean-rows.ts'

/** Where versions pile up: the draft, the pages as their author wrote them, and what rows forgot or two calls made at the same time. */
export type Area = 'draft/' | 'originals/' | 'sources/' | 'captions/'

const kindOfArea = {
  'draft/': 'versions',
  'originals/': 'versions',
  'sources/': 'sources',
  'captions/': 'captions',
} as const

/** Pages of the listing that one call works off, and how many questions to S3 are open at a time. */
const maxPagesPerCall = 20
const s3Concurrency = 16

/**
 * Deletes for good, below an area and from a place in its listing on, the versions that no row needs and that nothing has touched since before
 * the grace period, and delete markers that hide nothing any more. Rows forget a version before it goes. Returns where to go on; null: that
 * was all. Done twice, the second time finds nothing, because the rows alone decide; what a call that was killed had removed is not counted.
 */
export async function cleanVersions(
  services: Services,
  { area, from, ...options }: CleanupOptions & { area: Area; from: VersionMarker },
): Promise<CleanupResult & { next: VersionMarker | null }> {
  const { store } = services
  const { before, dryRun } = options
  const signal = cancellationSignal()
  const beforeDate = new Date(before)
  const unreferencedBefore = dryRun ? beforeDate : null
  const { swept: result, add } = startCleanupReport(options)
  let pages = 0
  for await (const { histories, resumeFrom } of groupIntoHistories(listVersionPages(store, area, from))) {
    signal.throwIfAborted()
    const oldVersions = histories.map(history => ({ history, versions: versionsUnchangedSince(history, beforeDate) }))
    const unreferenced = await findUnreferenced(area, services, oldVersions, unreferencedBefore)
    for (const { key, bytes } of unreferenced) add(kindOfArea[area], () => key, { bytes })
    if (!dryRun) {
      await remove(store, unreferenced)
      await removeMarkers(services, histories, new Set(unreferenced.map(version => version.versionId)), beforeDate)
    }
    // A key with more versions than one call lists must be told all the same.
    if (resumeFrom && resumeFrom !== from && ++pages >= maxPagesPerCall) return { ...result, next: resumeFrom }
  }
  return { ...result, next: null }
}

/** A key's history, and which of its versions may go for their age. */
type OldVersions = { history: VersionHistory; versions: VersionEntry[] }

function findUnreferenced(
  area: Area,
  services: Services,
  oldVersions: OldVersions[],
  unreferencedBefore: Date | null,
): Promise<VersionEntry[]> {
  if (area === 'draft/') return findUnreferencedFiles(services, oldVersions, unreferencedBefore)
  return area === 'originals/'
    ? findUnreferencedOriginals(services, oldVersions, unreferencedBefore)
    : findUnreferencedByHash(area, services, oldVersions, unreferencedBefore)
}

/** Sources and captions lie under content hashes: what the hash's row does not name, or what it is about to forget. */
async function findUnreferencedByHash(
  area: 'sources/' | 'captions/',
  { database }: Services,
  oldVersions: OldVersions[],
  unreferencedBefore: Date | null,
): Promise<VersionEntry[]> {
  const candidates = oldVersions.flatMap(({ versions }) => versions)
  const hashes = [...new Set(candidates.map(({ key }) => contentHashOfKey(key)))]
  const recordedIds = await recordedVersionIds(database, area, hashes, unreferencedBefore)
  return candidates.filter(({ versionId }) => !recordedIds.has(versionId))
}

/**
 * Files of the draft: what no row points at. A file whose upload is not recorded yet is left alone, because S3 dates it from the upload's
 * beginning, which may be long ago.
 */
async function findUnreferencedFiles(
  { database }: Services,
  oldVersions: OldVersions[],
  unreferencedBefore: Date | null,
): Promise<VersionEntry[]> {
  const oldEntries = oldVersions.flatMap(({ versions }) => versions)
  const keys = [...new Set(oldEntries.map(version => version.key))]
  const uploads = await database.upload.findMany({ where: { key: { in: keys } } })
  const uploadingKeys = new Set(uploads.map(upload => upload.key))
  const candidates = oldEntries.filter(version => !uploadingKeys.has(version.key))
  const ids = candidates.map(version => version.versionId)
  if (unreferencedBefore) {
    const referenced = await referencedVersions(database, ids, unreferencedBefore)
    return candidates.filter(version => !referenced.has(version.versionId))
  }
  const unreferencedIds = await database.$transaction(tx => releaseUnreferencedVersions(tx, ids))
  return candidates.filter(version => unreferencedIds.has(version.versionId))
}

/** Originals have no rows of their own: of each content that a draft's page with the player's tag has, the newest one stays. */
async function findUnreferencedOriginals(
  services: Services,
  oldVersions: OldVersions[],
  unreferencedBefore: Date | null,
): Promise<VersionEntry[]> {
  const candidates = oldVersions.filter(({ versions }) => versions.length > 0)
  const pageKeyOf = ({ versions }: OldVersions) => draftKeyOfOriginal(versions[0]!.key)
  const pages = await taggedPages(services.database, candidates.map(pageKeyOf), unreferencedBefore)
  const findUnreferencedVersions = async (candidate: OldVersions) => {
    const referenced = await findReferencedOriginals(services, candidate.history, pages.get(pageKeyOf(candidate)))
    return candidate.versions.filter(version => !referenced.has(version.versionId))
  }
  const unreferenced: VersionEntry[] = []
  for (let start = 0; start < candidates.length; start += s3Concurrency)
    unreferenced.push(
      ...(await Promise.all(candidates.slice(start, start + s3Concurrency).map(findUnreferencedVersions))).flat(),
    )
  return unreferenced
}

/** Which content a version has stands in its metadata. Where there is only one, nobody need ask. */
async function findReferencedOriginals(
  { store }: Services,
  history: VersionHistory,
  contents = new Set<string>(),
): Promise<Set<string>> {
  const versions = history.filter(entry => !entry.isMarker)
  if (contents.size === 0) return new Set()
  if (versions.length === 1) return new Set([versions[0]!.versionId])
  const referenced = new Set<string>()
  const missing = new Set(contents)
  for (const { key, versionId } of versions) {
    const contentHash = (await head(store, key, versionId))?.Metadata?.['content-hash']
    if (contentHash && missing.delete(contentHash)) referenced.add(versionId)
  }
  return referenced
}

/** Only after the versions themselves: a marker that went before them would bring one of them back to light. */
async function removeMarkers(
  { store }: Services,
  histories: VersionHistory[],
  removedVersionIds: Set<string>,
  before: Date,
): Promise<void> {
  const markerHistories = histories.filter(history => hasOnlyOldMarkers(history, removedVersionIds, before))
  for (let start = 0; start < markerHistories.length; start += s3Concurrency) {
    const batch = markerHistories.slice(start, start + s3Concurrency)
    const isConfirmed = await Promise.all(batch.map(([entry]) => isOnlyMarkers(store, entry!.key)))
    await remove(
      store,
      batch.filter((_, index) => isConfirmed[index]).flatMap(history => history.filter(entry => entry.isMarker)),
    )
  }
}
