import { crc32 } from 'node:zlib'
import { type ObjectStore, type StoredVersion, storedVersion } from './s3.ts'
import { type SignedPut, sendPut } from './s3-signed.ts'

/** Stores a buffer with one PUT and returns its version. Metadata must be ASCII. */
export async function put(
  store: ObjectStore,
  key: string,
  body: Buffer,
  contentType: string,
  metadata: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<StoredVersion> {
  const headers: Record<string, string> = { 'content-type': contentType }
  for (const [name, value] of Object.entries(metadata)) headers[`x-amz-meta-${name}`] = value
  const { responseHeaders } = await putBytes(store, { key, headers, body }, signal)
  return storedVersion(key, { ETag: responseHeaders.etag, VersionId: responseHeaders['x-amz-version-id'] })
}

/**
 * Stores bytes, which S3 verifies by their CRC-32. Returns the CRC-32 in base64 and the response headers. Skips a
 * SHA-256, because the bytes were just hashed.
 */
export async function putBytes(
  store: ObjectStore,
  { body, ...request }: SignedPut & { body: Buffer },
  signal?: AbortSignal,
): Promise<{ crc32: string; responseHeaders: Record<string, string> }> {
  const checksum = crc32Of(body)
  const headers = { ...request.headers, 'x-amz-checksum-crc32': checksum }
  const response = await sendPut(store, { ...request, headers, body }, signal)
  return { crc32: checksum, responseHeaders: response.headers }
}

function crc32Of(bytes: Uint8Array): string {
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(bytes))
  return checksum.toString('base64')
}
