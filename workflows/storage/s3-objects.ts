import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { head, type ObjectStore, unquoteEtag } from './s3.ts'

/** What a key holds now. */
export type CurrentObject = { key: string; etag: string; bytes: number }

/** What lies below a prefix now, page by page. The order is the server's own: S3 directory buckets and others do not sort. */
export async function* listCurrentObjects(store: ObjectStore, prefix: string): AsyncGenerator<CurrentObject[]> {
  for (let ContinuationToken: string | undefined; ; ) {
    const input = { Bucket: store.bucket, Prefix: prefix, ContinuationToken }
    const page = await store.client.send(new ListObjectsV2Command(input))
    yield (page.Contents ?? []).map(({ Key, ETag, Size }) => ({ key: Key!, etag: unquoteEtag(ETag), bytes: Size ?? 0 }))
    if (!page.IsTruncated) return
    ContinuationToken = page.NextContinuationToken
  }
}

/** The versions that listed keys hold now; of a key that holds none any more there is none. */
export async function findCurrentVersions(
  store: ObjectStore,
  objects: { key: string }[],
): Promise<{ key: string; versionId: string }[]> {
  const found = await Promise.all(
    objects.map(async ({ key }) => ({ key, versionId: (await head(store, key))?.VersionId })),
  )
  return found.flatMap(({ key, versionId }) => (versionId ? [{ key, versionId }] : []))
}
