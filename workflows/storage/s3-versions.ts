import {
  type DeleteMarkerEntry,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ObjectVersion,
} from '@aws-sdk/client-s3'
import type { ObjectStore } from './s3.ts'

/** One version of a key, or one delete marker (`isMarker`), with the moment that S3 dates it. Of a multipart upload that is its beginning. */
export type VersionEntry = {
  key: string
  versionId: string
  bytes: number
  isLatest: boolean
  isMarker: boolean
  lastModified: Date
}

/** Where a listing of versions goes on; `{}`: at its beginning. */
export type VersionMarker = { KeyMarker?: string; VersionIdMarker?: string }

/** A page of a listing, where it began, and where the next one does; null: it is the last. */
export type VersionPage = { entries: VersionEntry[]; from: VersionMarker; next: VersionMarker | null }

/** All versions and delete markers below a prefix, page by page, from where an earlier page ended. */
export async function* listVersionPages(
  store: ObjectStore,
  prefix: string,
  from: VersionMarker = {},
): AsyncGenerator<VersionPage> {
  for (let marker = from; ; ) {
    const input = { Bucket: store.bucket, Prefix: prefix, ...marker }
    const page = await store.client.send(new ListObjectVersionsCommand(input))
    const entry = (isMarker: boolean) => (version: ObjectVersion | DeleteMarkerEntry) => ({
      key: version.Key!,
      versionId: version.VersionId!,
      bytes: 'Size' in version ? (version.Size ?? 0) : 0,
      isLatest: version.IsLatest ?? false,
      isMarker,
      lastModified: version.LastModified!,
    })
    const entries = [...(page.DeleteMarkers ?? []).map(entry(true)), ...(page.Versions ?? []).map(entry(false))]
    const next = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : null
    yield { entries, from: marker, next }
    if (!next) return
    marker = next
  }
}

/**
 * Is nothing left of this key but delete markers? Asked of the server once more, because a marker that goes too early brings an old version
 * back to light; false when its answer does not say.
 */
export async function isOnlyMarkers(store: ObjectStore, key: string): Promise<boolean> {
  const page: VersionPage | undefined = (await listVersionPages(store, key).next()).value
  const keyEntries = page?.entries.filter(entry => entry.key === key) ?? []
  return keyEntries.length > 0 && keyEntries.every(entry => entry.isMarker) && page?.next?.KeyMarker !== key
}

/** What to take away: with a version id that version for good, without one the key gets a delete marker and its versions stay readable. */
export type Removal = { key: string; versionId?: string }

/** Takes objects away, a thousand at a call (S3's limit). Throws when S3 refuses one of them, naming it. */
export async function remove(store: ObjectStore, removals: Removal[]): Promise<void> {
  for (let start = 0; start < removals.length; start += 1000) {
    const Objects = removals
      .slice(start, start + 1000)
      .map(({ key, versionId }) => ({ Key: key, VersionId: versionId }))
    const { Errors = [] } = await store.client.send(
      new DeleteObjectsCommand({ Bucket: store.bucket, Delete: { Objects, Quiet: true } }),
    )
    const realErrors = Errors.filter(error => error.Code !== 'NoSuchKey' && error.Code !== 'NoSuchVersion')
    if (realErrors.length > 0) throw new Error(`S3 would not remove ${realErrors[0]!.Key}: ${realErrors[0]!.Message}`)
  }
}

/** The bytes of all versions below a prefix. */
export async function countBytesBelow(store: ObjectStore, prefix: string): Promise<number> {
  let bytes = 0
  for await (const { entries } of listVersionPages(store, prefix)) bytes += sumBytes(entries)
  return bytes
}

/** Takes everything below a prefix away for good, all versions and delete markers; lists until nothing is left. Returns how many bytes that were. */
export async function removeAllBelow(store: ObjectStore, prefix: string): Promise<number> {
  let bytes = 0
  for (let found = 1; found > 0; ) {
    found = 0
    for await (const { entries } of listVersionPages(store, prefix)) {
      await remove(store, entries)
      found += entries.length
      bytes += sumBytes(entries)
    }
  }
  return bytes
}

const sumBytes = (entries: VersionEntry[]) => entries.reduce((sum, entry) => sum + entry.bytes, 0)
