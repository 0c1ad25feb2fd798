import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { head, type ObjectStore, unquoteEtag } from './s3.ts'

/** The object that a key holds now. */
export type CurrentObject = { key: string; etag: string; bytes: number }

/**
 * Lists the current objects below a prefix, page by page. The order is the server's: S3 directory buckets and others do
 * not sort.
 */
export async function* listCurrentObjects(store: ObjectStore, prefix: string): AsyncGenerator<CurrentObject[]> {
  for (let ContinuationToken: string | undefined; ; ) {
    const input = { Bucket: store.bucket, Prefix: prefix, ContinuationToken }
    const page = await store.client.send(new ListObjectsV2Command(input))
    yield (page.Contents ?? []).map(({ Key, ETag, Size }) => ({ key: Key!, etag: unquoteEtag(ETag), bytes: Size ?? 0 }))
    if (!page.IsTruncated) return
    ContinuationToken = page.NextContinuationToken
  }
}

/** Finds the current versions of listed keys. Skips keys that no longer hold an object. */
export async function findCurrentVersions(
  store: ObjectStore,
  objects: { key: string }[],
): Promise<{ key: string; versionId: string }[]> {
  const found = await Promise.all(
    objects.map(async ({ key }) => ({ key, versionId: (await head(store, key))?.VersionId })),
  )
  return found.flatMap(({ key, versionId }) => (versionId ? [{ key, versionId }] : []))
}
