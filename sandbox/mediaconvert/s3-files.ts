import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand, PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { JobError } from './errors.ts'
import { splitS3Url } from './output-names.ts'

/**
 * Fetches a job's input into a file, streaming.
 * @throws JobError 1404 or 1401; the connection's error when it broke off
 */
export async function download(s3: S3Client, url: string, path: string, signal: AbortSignal): Promise<void> {
  const { bucket: Bucket, key: Key } = splitS3Url(url)
  const object = await s3
    .send(new GetObjectCommand({ Bucket, Key }), { abortSignal: signal })
    .catch(error => refused(error, `Unable to open input file [${url}]: [Failed probe/open: [Failed to read data]]`))
  await pipeline(object.Body as Readable, createWriteStream(path), { signal })
}

const CONTENT_TYPES: Record<string, string> = {
  m3u8: 'application/vnd.apple.mpegurl',
  ts: 'video/mp2t',
  jpg: 'image/jpeg',
}

/**
 * Stores one file of a job's output.
 * @throws JobError 1404 or 1401
 */
export async function upload(s3: S3Client, path: string, Bucket: string, Key: string, signal: AbortSignal) {
  const { size: ContentLength } = await stat(path)
  const ContentType = CONTENT_TYPES[Key.slice(Key.lastIndexOf('.') + 1)]
  const Body = createReadStream(path)
  await s3
    .send(new PutObjectCommand({ Bucket, Key, Body, ContentLength, ContentType }), { abortSignal: signal })
    .catch(error => refused(error, `Unable to write to output file [s3://${Bucket}/${Key}]`))
    .finally(() => Body.destroy())
}

function refused(error: unknown, what: string): never {
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined
  if (status === 404) throw new JobError(1404, `${what}: [${(error as Error).message}]`)
  if (status === 403) throw new JobError(1401, `${what}: [${(error as Error).message}]`)
  throw error
}
