import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'

/**
 * Answers a GetObject with 200 and the whole object, whatever range was asked for. It is got anew, since the range is part of what the
 * client signed. False when S3 refuses: then nothing is answered.
 */
export async function answerWhole(
  client: S3Client,
  object: { Bucket: string; Key: string; VersionId?: string },
  response: ServerResponse,
): Promise<boolean> {
  const found = await client.send(new GetObjectCommand(object)).catch(() => undefined)
  if (!found) return false
  response.writeHead(200, {
    'accept-ranges': 'bytes',
    'content-length': found.ContentLength,
    'content-type': found.ContentType,
    etag: found.ETag,
    'last-modified': found.LastModified?.toUTCString(),
    ...(found.VersionId !== undefined && { 'x-amz-version-id': found.VersionId }),
  })
  await pipeline(found.Body as Readable, response)
  return true
}
