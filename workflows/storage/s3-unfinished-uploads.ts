import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3'
import type { ObjectStore } from './s3.ts'

/**
 * A multipart upload that was neither completed nor aborted. Its parts cost money, and no listing of objects shows
 * them.
 */
export type UnfinishedUpload = { key: string; uploadId: string; startedAt: Date }

/** All unfinished uploads below a prefix, page by page. */
export async function* listUnfinishedUploads(store: ObjectStore, prefix: string): AsyncGenerator<UnfinishedUpload[]> {
  let marker: { KeyMarker?: string; UploadIdMarker?: string } = {}
  for (;;) {
    const page = await store.client.send(
      new ListMultipartUploadsCommand({ Bucket: store.bucket, Prefix: prefix, ...marker }),
    )
    const uploads = page.Uploads ?? []
    yield uploads.map(({ Key, UploadId, Initiated }) => ({ key: Key!, uploadId: UploadId!, startedAt: Initiated! }))
    // SeaweedFS reports more pages even after the last one.
    if (!page.IsTruncated || uploads.length === 0) return
    marker = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
  }
}
