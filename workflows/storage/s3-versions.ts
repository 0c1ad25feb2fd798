import {
  type DeleteMarkerEntry,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ObjectVersion,
} from '@aws-sdk/client-s3'
import type { ObjectStore } from './s3.ts'

/**
 * One version of a key, or one delete marker (`isMarker`), with S3's date. S3 dates a multipart upload by its start.
 */
export type VersionEntry = {
  key: string
  versionId: string
  bytes: number
  isLatest: boolean
  isMarker: boolean
  lastModified: Date
}

/** The position at which a listing of versions continues; `{}` is the start. */
export type VersionMarker = { KeyMarker?: string; VersionIdMarker?: string }

/** A page of a listing, its own position, and the position of the next page. `next` is null on the last page. */
export type VersionPage = { entries: VersionEntry[]; from: VersionMarker; next: VersionMarker | null }

/** Lists all versions and delete markers below a prefix, page by page, from a position on. */
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
 * Returns whether only delete markers are left of this key. Asks the server again, because removing a marker too early
 * brings an old version back. Returns false if the response does not say.
 */
export async function isOnlyMarkers(store: ObjectStore, key: string): Promise<boolean> {
  const page: VersionPage | undefined = (await listVersionPages(store, key).next()).value
  const keyEntries = page?.entries.filter(entry => entry.key === key) ?? []
  return keyEntries.length > 0 && keyEntries.every(entry => entry.isMarker) && page?.next?.KeyMarker !== key
}

/**
 * An object to remove. With a version id, that version is deleted permanently. Without one, the key gets a delete
 * marker and its versions stay readable.
 */
export type Removal = { key: string; versionId?: string }

/** Removes objects, 1,000 per call (S3's limit). Throws with the key of an object that S3 does not remove. */
export async function remove(store: ObjectStore, removals: Removal[]): Promise<void> {
  for (let start = 0; start < removals.length; start += 1000) {
    const Objects = removals
      .slice(start, start + 1000)
      .map(({ key, versionId }) => ({ Key: key, VersionId: versionId }))
    const { Errors = [] } = await store.client.send(
      new DeleteObjectsCommand({ Bucket: store.bucket, Delete: { Objects, Quiet: true } }),
    )
    const realErrors = Errors.filter(error => error.Code !== 'NoSuchKey' && error.Code !== 'NoSuchVersion')
    if (realErrors.length > 0) throw new Error(`S3 did not remove ${realErrors[0]!.Key}: ${realErrors[0]!.Message}`)
  }
}

/** Sums the bytes of all versions below a prefix. */
export async function countBytesBelow(store: ObjectStore, prefix: string): Promise<number> {
  let bytes = 0
  for await (const { entries } of listVersionPages(store, prefix)) bytes += sumBytes(entries)
  return bytes
}

/**
 * Permanently removes all versions and delete markers below a prefix. Lists until nothing is left. Returns the removed
 * bytes.
 */
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
