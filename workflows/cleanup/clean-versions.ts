import { releaseUnreferencedVersions } from '@lectern/domain/cleanup/expired-rows'
import { referencedVersions } from '@lectern/domain/cleanup/referenced-versions'
import { taggedPages } from '@lectern/domain/cleanup/tagged-pages'
import { recordedVersionIds } from '@lectern/domain/cleanup/unreferenced'
import type { Database } from '@lectern/domain/database'
import { cancellationSignal } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { contentHashOfKey, draftKeyOfOriginal } from '../storage/keys.ts'
import { head } from '../storage/s3.ts'
import {
  isOnlyMarkers,
  listVersionPages,
  remove,
  type VersionEntry,
  type VersionMarker,
} from '../storage/s3-versions.ts'
import {
  groupIntoHistories,
  hasOnlyOldMarkers,
  type VersionHistory,
  versionsUnchangedSince,
} from '../storage/version-history.ts'
import type { CleanupOptions } from './clean-rows.ts'
import { type CleanupResult, startCleanupReport } from './cleanup-report.ts'

/**
 * Areas where versions pile up: the draft, original pages, and sources and captions that rows dropped or that two calls
 * made at the same time.
 */
export type Area = 'draft/' | 'originals/' | 'sources/' | 'captions/'

const kindOfArea = {
  'draft/': 'versions',
  'originals/': 'versions',
  'sources/': 'sources',
  'captions/': 'captions',
} as const

/** The number of listing pages that one call processes, and of concurrent requests to S3. */
const maxPagesPerCall = 20
const s3Concurrency = 16

/**
 * Permanently deletes, below an area and from a position in its listing on, the versions that no row needs and that
 * nothing has changed since before the grace period. Also deletes delete markers that no longer hide anything. Rows
 * drop a version before it is deleted. Returns where to continue, or null at the end. A repetition finds nothing to do,
 * because only the rows decide. What a killed call had removed is not counted.
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
  const { result, add } = startCleanupReport(options)
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
    // A key with more versions than one call lists must be completed all the same.
    if (resumeFrom && resumeFrom !== from && ++pages >= maxPagesPerCall) return { ...result, next: resumeFrom }
  }
  return { ...result, next: null }
}

/** A key's history, and the versions of it that are old enough to be removed. */
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

/**
 * Finds sources or captions, which lie under content hashes, that their hash's row does not name or is about to drop.
 */
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

/** Leaves out files whose upload is not recorded yet: S3 dates them by the upload's start, which may be long ago. */
async function withoutUploads(database: Database, oldVersions: OldVersions[]): Promise<OldVersions[]> {
  const candidates = oldVersions.filter(({ versions }) => versions.length > 0)
  const keyOf = ({ versions }: OldVersions) => versions[0]!.key
  const uploads = await database.upload.findMany({ where: { key: { in: candidates.map(keyOf) } } })
  const uploadingKeys = new Set(uploads.map(upload => upload.key))
  return candidates.filter(candidate => !uploadingKeys.has(keyOf(candidate)))
}

/** Finds files of the draft that no row points at. */
async function findUnreferencedFiles(
  { database }: Services,
  oldVersions: OldVersions[],
  unreferencedBefore: Date | null,
): Promise<VersionEntry[]> {
  const candidates = (await withoutUploads(database, oldVersions)).flatMap(({ versions }) => versions)
  const ids = candidates.map(version => version.versionId)
  if (unreferencedBefore) {
    const referenced = await referencedVersions(database, ids, unreferencedBefore)
    return candidates.filter(version => !referenced.has(version.versionId))
  }
  const unreferencedIds = await database.$transaction(tx => releaseUnreferencedVersions(tx, ids))
  return candidates.filter(version => unreferencedIds.has(version.versionId))
}

/**
 * Finds unreferenced originals, which have no rows of their own. For each content of a draft's page with the player's
 * tag, the newest original stays.
 */
async function findUnreferencedOriginals(
  services: Services,
  oldVersions: OldVersions[],
  unreferencedBefore: Date | null,
): Promise<VersionEntry[]> {
  const candidates = await withoutUploads(services.database, oldVersions)
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

/** Finds the originals to keep, by the content hash in each version's metadata. A single version needs no request. */
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

/**
 * Removes delete markers, after the versions themselves. A marker that is removed earlier would bring a version back.
 */
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
