import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import { head, type ObjectStore, type StoredVersion, storedVersion, unquoteEtag } from './s3.ts'
import { sendPut } from './s3-signed.ts'

/** The largest object that one CopyObject takes, and the size of a part above it, in bytes. (Amazon S3 limits) */
const maxCopyBytes = 5 * 1024 ** 3
const copyPartBytes = 512 * 1024 ** 2

/** What is copied: one version, its size in bytes and its type. */
export type CopySource = Pick<StoredVersion, 'key' | 'versionId'> & { bytes: number; mediaType: string }

/** Copies one version inside S3, pinned to it; above 5 GB by parts. Type and metadata go along, unless new metadata are given. */
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

/** As `CopySource` wants it: the version by name, and every sign but the slash escaped. */
const copySourceHeader = ({ bucket }: ObjectStore, { key, versionId }: CopySource) =>
  `${bucket}/${encodeURIComponent(key).replaceAll('%2F', '/')}?versionId=${encodeURIComponent(versionId)}`

/** Copies a version by parts of so many bytes (at least 5 MiB each but the last). What cannot be finished is aborted. */
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
