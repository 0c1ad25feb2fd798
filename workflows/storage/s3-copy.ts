import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import { head, type ObjectStore, type StoredVersion, storedVersion, unquoteEtag } from './s3.ts'
import { sendPut } from './s3-signed.ts'

/**
 * The largest object that one CopyObject call accepts, and the size of a part above it, in bytes. (Amazon S3 limits)
 */
const maxCopyBytes = 5 * 1024 ** 3
const copyPartBytes = 512 * 1024 ** 2

/** One version to copy, with its size in bytes and its media type. */
export type CopySource = Pick<StoredVersion, 'key' | 'versionId'> & { bytes: number; mediaType: string }

/** Copies one version inside S3, in parts above 5 GB. Keeps the type and metadata unless new metadata is given. */
export async function copy(
  store: ObjectStore,
  source: CopySource,
  key: string,
  metadata?: Record<string, string>,
): Promise<StoredVersion> {
  if (source.bytes > maxCopyBytes) return copyByParts(store, source, key, metadata, copyPartBytes)
  const headers: Record<string, string> = { 'x-amz-copy-source': copySourceHeader(store, source) }
  if (metadata) Object.assign(headers, { 'x-amz-metadata-directive': 'REPLACE', 'content-type': source.mediaType })
  for (const [name, value] of Object.entries(metadata ?? {})) headers[`x-amz-meta-${name}`] = value
  const response = await sendPut(store, { key, headers })
  const etag = /<ETag>([^<]*)<\/ETag>/.exec(response.body)?.[1]?.replaceAll('&quot;', '').replaceAll('&#34;', '')
  return storedVersion(key, { VersionId: response.headers['x-amz-version-id'], ETag: etag })
}

/** The value of `CopySource`: bucket, key, and version id, with every special character but the slash escaped. */
const copySourceHeader = ({ bucket }: ObjectStore, { key, versionId }: CopySource) =>
  `${bucket}/${encodeURIComponent(key).replaceAll('%2F', '/')}?versionId=${encodeURIComponent(versionId)}`

/**
 * Copies a version in parts of `partBytes` (at least 5 MiB each, except the last). Aborts the upload if a part fails.
 */
export async function copyByParts(
  store: ObjectStore,
  source: CopySource,
  key: string,
  metadata: Record<string, string> | undefined,
  partBytes: number,
): Promise<StoredVersion> {
  const target = { Bucket: store.bucket, Key: key }
  const { UploadId } = await store.client.send(
    new CreateMultipartUploadCommand({
      ...target,
      ContentType: source.mediaType,
      Metadata: metadata ?? (await head(store, source.key, source.versionId))?.Metadata,
    }),
  )
  try {
    const Parts = []
    for (let start = 0, PartNumber = 1; start < source.bytes; start += partBytes, PartNumber++) {
      const CopySourceRange = `bytes=${start}-${Math.min(start + partBytes, source.bytes) - 1}`
      const input = { ...target, UploadId, PartNumber, CopySource: copySourceHeader(store, source), CopySourceRange }
      const { CopyPartResult } = await store.client.send(new UploadPartCopyCommand(input))
      Parts.push({ PartNumber, ETag: unquoteEtag(CopyPartResult?.ETag) })
    }
    return storedVersion(
      key,
      await store.client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } })),
    )
  } catch (error) {
    await store.client.send(new AbortMultipartUploadCommand({ ...target, UploadId }))
    throw error
  }
}
