import { referencedVersions } from '@lectern/domain/cleanup/referenced-versions'
import type { StoredVersion } from '@lectern/domain/files/stored-bytes'
import { type ComparedFile, repairSources, type VerificationTarget } from '@lectern/domain/verify/compared-files'
import { blockNewSyncRuns, markDamaged, repointFile } from '@lectern/domain/verify/repairs'
import type { Services } from '../services.ts'
import { head, unquoteEtag } from '../storage/s3.ts'
import { copy } from '../storage/s3-copy.ts'
import { listVersionPages, remove, type VersionEntry } from '../storage/s3-versions.ts'
import { newestFirst } from '../storage/version-history.ts'
import type { S3Difference } from './compare-s3.ts'
import type { RepairOutcome } from './messages.ts'

/**
 * Repairs a difference in S3 as far as possible without Dropbox. A repetition finds it repaired, or repairs it again.
 */
export async function repair(
  services: Services,
  target: VerificationTarget,
  difference: S3Difference,
): Promise<RepairOutcome> {
  const { file, key, kind } = difference
  if (!file) return removeForeign(services, target, key)
  return kind === 'CHANGED' ? makeVersionCurrent(services, target, file) : restoreFromCopy(services, target, file)
}

/**
 * Removes an object that no row knows. In a release it is deleted permanently. In the draft it gets a delete marker,
 * because past drafts may still show a version of it.
 */
function removeForeign({ database, store }: Services, target: VerificationTarget, key: string): Promise<RepairOutcome> {
  return database.$transaction(async tx => {
    if (!(await blockNewSyncRuns(tx, target))) return 'NONE'
    await remove(store, target.number === null ? [{ key }] : await listHistory(store, key))
    return 'DONE'
  })
}

/**
 * Removes what lies over the version that a row names, unless another row needs it. If that is not enough, copies our
 * version on top and repoints the row to the copy.
 */
async function makeVersionCurrent(
  services: Services,
  target: VerificationTarget,
  file: ComparedFile,
): Promise<RepairOutcome> {
  const { database, store } = services
  const isSyncBlocked = await database.$transaction(async tx => {
    if (!(await blockNewSyncRuns(tx, target))) return false
    const history = await listHistory(store, file.key)
    const ownIndex = history.findIndex(({ versionId }) => versionId === file.versionId)
    const newerEntries = history.slice(0, Math.max(ownIndex, 0))
    const versions = newerEntries.filter(({ isMarker }) => !isMarker).map(({ versionId }) => versionId)
    const referenced = await referencedVersions(tx, versions)
    await remove(
      store,
      newerEntries.filter(({ versionId }) => !referenced.has(versionId)),
    )
    return true
  })
  if (!isSyncBlocked) return 'NONE'
  const current = await head(store, file.key)
  if (current?.VersionId === file.versionId) return 'DONE'
  return (await copyToKey(services, target, file, { ...file, bytes: BigInt(file.storedBytes) })) ? 'DONE' : 'NONE'
}

/**
 * Copies the bytes of a file from any other place that still holds them. If a draft's file has none, marks it for the
 * next sync run.
 */
async function restoreFromCopy(
  services: Services,
  target: VerificationTarget,
  file: ComparedFile,
): Promise<RepairOutcome> {
  for (const source of await repairSources(services.database, target, file)) {
    const found = await head(services.store, source.key, source.versionId)
    if (!found || unquoteEtag(found.ETag) !== source.etag) continue
    if (await copyToKey(services, target, file, source)) return 'DONE'
  }
  if (target.number !== null) return 'LOST'
  return (await services.database.$transaction(tx => markDamaged(tx, target.packageId, file))) ? 'REQUESTED' : 'NONE'
}

/**
 * Copies a version to a file's key, and repoints its row to the copy. Returns false and removes the copy if the row
 * changed meanwhile.
 */
async function copyToKey(
  { database, store }: Services,
  target: VerificationTarget,
  file: ComparedFile,
  version: Pick<StoredVersion, 'key' | 'versionId' | 'bytes'>,
): Promise<boolean> {
  const source = { ...version, bytes: Number(version.bytes), mediaType: file.mediaType }
  const stored = await copy(store, source, file.key, { 'content-hash': file.contentHash })
  const newVersion = { ...stored, storedBytes: source.bytes }
  const isRepointed = await database.$transaction(tx => repointFile(tx, target, file, newVersion))
  if (!isRepointed) await remove(store, [stored])
  return isRepointed
}

/** Lists all versions and delete markers of one key, newest first. */
async function listHistory(store: Services['store'], key: string): Promise<VersionEntry[]> {
  const entries: VersionEntry[] = []
  for await (const page of listVersionPages(store, key))
    entries.push(...page.entries.filter(entry => entry.key === key))
  return newestFirst(entries)
}
