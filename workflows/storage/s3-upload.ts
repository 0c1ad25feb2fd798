import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { head, type ObjectStore, type StoredVersion, storedVersion, unquoteEtag } from './s3.ts'
import { putBytes } from './s3-put.ts'

/** S3 takes at most so many parts. (Amazon S3 limits) */
const maxParts = 10_000
const dropboxBlockBytes = 4 * 1024 ** 2

/** Bytes of each part of a large file: what the configuration says, more where S3 would not take so many; always whole Dropbox blocks. */
export const partBytesFor = (bytes: number, configuredBytes: number): number =>
  Math.max(configuredBytes, Math.ceil(bytes / maxParts / dropboxBlockBytes) * dropboxBlockBytes)

/** Begins to store a large object; returns S3's id of the upload. Metadata must be ASCII. */
export async function startUpload(
  store: ObjectStore,
  key: string,
  contentType: string,
  metadata: Record<string, string>,
): Promise<string> {
  const input = { Bucket: store.bucket, Key: key, ContentType: contentType, Metadata: metadata }
  const { UploadId } = await store.client.send(
    new CreateMultipartUploadCommand({ ...input, ChecksumAlgorithm: 'CRC32' }),
  )
  return UploadId!
}

/** Which part of which upload. */
export type Part = { key: string; s3UploadId: string; number: number }

/** Stores one part; S3 checks its checksum. Stored twice, the later one counts. */
export async function putPart(
  store: ObjectStore,
  { key, s3UploadId, number }: Part,
  body: Buffer,
  signal: AbortSignal,
): Promise<{ etag: string; crc32: string }> {
  const query = { partNumber: String(number), uploadId: s3UploadId }
  const { crc32, responseHeaders } = await putBytes(store, { key, query, body }, signal)
  return { etag: unquoteEtag(responseHeaders.etag), crc32 }
}

/** A part as it was recorded. */
export type StoredPart = { number: number; etag: string | null; crc32: string | null }

/**
 * Makes the object of its parts. When the upload is not known any more, an earlier try may have done it with its reply lost: the object is ours
 * when it bears the upload's own mark `{'upload': mark}`. Null: it is not, and all has to be stored anew.
 */
export async function completeUpload(
  store: ObjectStore,
  { key, s3UploadId, uploadId }: { key: string; s3UploadId: string; uploadId: string },
  parts: StoredPart[],
): Promise<StoredVersion | null> {
  const Parts = parts.map(({ number, etag, crc32 }) => ({
    PartNumber: number,
    ETag: etag ?? undefined,
    ChecksumCRC32: crc32 ?? undefined,
  }))
  const target = { Bucket: store.bucket, Key: key, UploadId: s3UploadId }
  try {
    return storedVersion(
      key,
      await store.client.send(new CompleteMultipartUploadCommand({ ...target, MultipartUpload: { Parts } })),
    )
  } catch (error) {
    if (!isUnknownUpload(error)) throw error
    const found = await head(store, key)
    return found?.Metadata?.upload === uploadId ? storedVersion(key, found) : null
  }
}

/** Gives an upload up, so that its parts cost nothing any more; one that is over already is left alone. */
export async function abortUpload(store: ObjectStore, key: string, s3UploadId: string): Promise<void> {
  try {
    await store.client.send(new AbortMultipartUploadCommand({ Bucket: store.bucket, Key: key, UploadId: s3UploadId }))
  } catch (error) {
    if (!isUnknownUpload(error)) throw error
  }
}

/** S3 does not know this upload: it was completed or aborted. */
export const isUnknownUpload = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.name === 'NoSuchUpload'
