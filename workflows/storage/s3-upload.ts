import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { dropboxBlockBytes } from '../dropbox/content-hash.ts'
import { head, type ObjectStore, type StoredVersion, storedVersion, unquoteEtag } from './s3.ts'
import { putBytes } from './s3-put.ts'

/** The maximum number of parts of an S3 upload. (Amazon S3 limits) */
const maxParts = 10_000

/**
 * Returns the bytes per part of a large file: the configured size, or more to stay within `maxParts`. Always whole
 * Dropbox blocks.
 */
export const partBytesFor = (bytes: number, configuredBytes: number): number =>
  Math.max(configuredBytes, Math.ceil(bytes / maxParts / dropboxBlockBytes) * dropboxBlockBytes)

/** Starts a multipart upload and returns S3's id for it. Metadata must be ASCII. */
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

/** Identifies one part of one upload. */
export type Part = { key: string; s3UploadId: string; number: number }

/** Stores one part, which S3 verifies by its checksum. Storing a part again replaces it. */
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

/** A part as its row records it. */
export type StoredPart = { number: number; etag: string | null; crc32: string | null }

/**
 * Combines the parts into the object. If S3 no longer knows the upload, an earlier try may have completed it and lost
 * the reply. The object is ours if its `upload` metadata is `uploadId`. Returns null if it is not: store the file
 * again.
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

/** Aborts an upload, so that its parts no longer cost anything. Ignores an upload that has already ended. */
export async function abortUpload(store: ObjectStore, key: string, s3UploadId: string): Promise<void> {
  try {
    await store.client.send(new AbortMultipartUploadCommand({ Bucket: store.bucket, Key: key, UploadId: s3UploadId }))
  } catch (error) {
    if (!isUnknownUpload(error)) throw error
  }
}

/** Returns whether S3 does not know this upload, because it was completed or aborted. */
export const isUnknownUpload = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.name === 'NoSuchUpload'
