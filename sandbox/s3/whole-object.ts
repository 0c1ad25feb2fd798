import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'

/**
 * Answers a GetObject with 200 and the whole object, and ignores the requested range. Fetches the object with a new
 * request, because the client's signature covers the range. Returns false, without a response, when S3 refuses.
 */
export async function sendWholeObject(
  client: S3Client,
  object: { Bucket: string; Key: string; VersionId?: string },
  response: ServerResponse,
): Promise<boolean> {
  const stored = await client.send(new GetObjectCommand(object)).catch(() => undefined)
  if (!stored) return false
  response.writeHead(200, {
    'accept-ranges': 'bytes',
    'content-length': stored.ContentLength,
    'content-type': stored.ContentType,
    etag: stored.ETag,
    'last-modified': stored.LastModified?.toUTCString(),
    ...(stored.VersionId !== undefined && { 'x-amz-version-id': stored.VersionId }),
  })
  await pipeline(stored.Body as Readable, response)
  return true
}
