import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { type ObjectStore, type Stored, stored } from './s3.ts'

/** Gives the next part of a large object, or null after the last. */
export type NextPart = () => Promise<Buffer | null>

/**
 * Stores a large object part by part, one in memory at a time. `verify` is asked before the object comes to be: when it throws, or anything
 * else goes wrong, the upload is aborted and nothing is there.
 */
export async function uploadByParts(
  store: ObjectStore,
  key: string,
  contentType: string,
  metadata: Record<string, string>,
  nextPart: NextPart,
  verify: () => void,
): Promise<Stored> {
  const target = { Bucket: store.bucket, Key: key }
  const { UploadId } = await store.client.send(
    new CreateMultipartUploadCommand({ ...target, ContentType: contentType, Metadata: metadata }),
  )
  try {
    const Parts = []
    for (let PartNumber = 1, part = await nextPart(); part; PartNumber++, part = await nextPart()) {
      const { ETag } = await store.client.send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body: part }))
      Parts.push({ PartNumber, ETag })
    }
    verify()
    return stored(
      key,
      await store.client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } })),
    )
  } catch (error) {
    await store.client.send(new AbortMultipartUploadCommand({ ...target, UploadId }))
    throw error
  }
}
