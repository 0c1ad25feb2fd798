import { DeleteObjectsCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3'
import type { ObjectStore } from './s3.ts'

/** The current version of a key. */
export type CurrentVersion = { key: string; versionId: string; bytes: number }

/** All current versions below a prefix, page by page. The order is the server's own: S3 directory buckets and others do not sort. */
export async function* currentVersions(store: ObjectStore, prefix: string): AsyncGenerator<CurrentVersion[]> {
  let marker: { KeyMarker?: string; VersionIdMarker?: string } = {}
  for (;;) {
    const page = await store.client.send(
      new ListObjectVersionsCommand({ Bucket: store.bucket, Prefix: prefix, ...marker }),
    )
    const versions = page.Versions ?? []
    yield versions
      .filter(version => version.IsLatest)
      .map(version => ({ key: version.Key!, versionId: version.VersionId!, bytes: version.Size ?? 0 }))
    if (!page.IsTruncated) return
    marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
  }
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
    const real = Errors.filter(error => error.Code !== 'NoSuchKey' && error.Code !== 'NoSuchVersion')
    if (real.length > 0) throw new Error(`S3 would not remove ${real[0]!.Key}: ${real[0]!.Message}`)
  }
}
