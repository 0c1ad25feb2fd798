import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
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
  const kept = metadata ?? (await head(store, source.key, source.versionId))?.Metadata
  return upload(store, key, source.mediaType, kept, target => copyParts(store, source, target, { from: 0, partBytes }))
}

/**
 * Copies a version, but with `beginning` (at least 5 MiB) in place of its first `replacedBytes`. Only the beginning is
 * sent; S3 copies the rest. Aborts the upload if a part fails.
 */
export function copyWithBeginning(
  store: ObjectStore,
  source: CopySource,
  key: string,
  metadata: Record<string, string>,
  beginning: Buffer,
  replacedBytes: number,
): Promise<StoredVersion> {
  return upload(store, key, source.mediaType, metadata, async target => {
    // S3 refuses a CRC-32 here: parts that it copies itself have none.
    const headers = { 'content-md5': createHash('md5').update(beginning).digest('base64') }
    const query = { partNumber: '1', uploadId: target.UploadId }
    const { headers: response } = await sendPut(store, { key, query, headers, body: beginning })
    const rest = await copyParts(store, source, target, { from: replacedBytes, partBytes: copyPartBytes, first: 2 })
    return [{ PartNumber: 1, ETag: unquoteEtag(response.etag) }, ...rest]
  })
}

type UploadTarget = { Bucket: string; Key: string; UploadId: string }

/** Makes an object of the parts that `makeParts` stores. Aborts the upload if that fails. */
async function upload(
  store: ObjectStore,
  key: string,
  mediaType: string,
  metadata: Record<string, string> | undefined,
  makeParts: (target: UploadTarget) => Promise<CompletedPart[]>,
): Promise<StoredVersion> {
  const place = { Bucket: store.bucket, Key: key }
  const { UploadId } = await store.client.send(
    new CreateMultipartUploadCommand({ ...place, ContentType: mediaType, Metadata: metadata }),
  )
  const target = { ...place, UploadId: UploadId! }
  try {
    const Parts = await makeParts(target)
    return storedVersion(
      key,
      await store.client.send(new CompleteMultipartUploadCommand({ ...target, MultipartUpload: { Parts } })),
    )
  } catch (error) {
    await store.client.send(new AbortMultipartUploadCommand(target))
    throw error
  }
}

/** Copies a version from the byte `from` on, as parts of `partBytes` whose numbers begin with `first`. */
async function copyParts(
  store: ObjectStore,
  source: CopySource,
  target: UploadTarget,
  { from, partBytes, first = 1 }: { from: number; partBytes: number; first?: number },
): Promise<CompletedPart[]> {
  const parts: CompletedPart[] = []
  for (let start = from; start < source.bytes; start += partBytes) {
    const PartNumber = first + parts.length
    const CopySourceRange = `bytes=${start}-${Math.min(start + partBytes, source.bytes) - 1}`
    const input = { ...target, PartNumber, CopySource: copySourceHeader(store, source), CopySourceRange }
    const { CopyPartResult } = await store.client.send(new UploadPartCopyCommand(input))
    parts.push({ PartNumber, ETag: unquoteEtag(CopyPartResult?.ETag) })
  }
  return parts
}
