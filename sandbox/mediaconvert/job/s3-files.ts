import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { JobError } from './errors.ts'
import { splitS3Url } from './output-names.ts'

/** The metadata of an object in S3. */
export interface ObjectMetadata {
  eTag?: string
  size?: number
  lastModified?: Date
  contentType?: string
}

/**
 * Downloads a job's input to a file as a stream.
 * @throws JobError 1404 or 1401; the connection's error when the connection fails
 */
export async function download(s3: S3Client, url: string, path: string, signal?: AbortSignal): Promise<ObjectMetadata> {
  const { bucket: Bucket, key: Key } = splitS3Url(url)
  const object = await s3
    .send(new GetObjectCommand({ Bucket, Key }), { abortSignal: signal })
    .catch(error =>
      throwJobError(error, `Unable to open input file [${url}]: [Failed probe/open: [Failed to read data]]`),
    )
  await pipeline(object.Body as Readable, createWriteStream(path), { signal })
  const { ETag: eTag, ContentLength: size, LastModified: lastModified, ContentType: contentType } = object
  return { eTag, size, lastModified, contentType }
}

const CONTENT_TYPES: Record<string, string> = {
  m3u8: 'application/vnd.apple.mpegurl',
  ts: 'video/mp2t',
  jpg: 'image/jpeg',
}

/** A local file and its destination. */
export interface FileToStore {
  path: string
  bucket: string
  key: string
}

/** The number of concurrent uploads. */
const UPLOAD_CONCURRENCY = 8

/**
 * Stores files of a job's output concurrently.
 * @param onStored called after each file
 * @throws JobError 1404 or 1401
 */
export async function storeAll(
  s3: S3Client,
  files: FileToStore[],
  signal: AbortSignal,
  onStored: () => void,
): Promise<void> {
  const failed = new AbortController()
  const remaining = files.values()
  async function worker() {
    for (const file of remaining) {
      await store(s3, file, AbortSignal.any([signal, failed.signal]))
      onStored()
    }
  }
  await Promise.all(Array.from({ length: UPLOAD_CONCURRENCY }, () => worker().catch(error => failed.abort(error))))
  failed.signal.throwIfAborted()
}

async function store(s3: S3Client, { path, bucket, key }: FileToStore, signal: AbortSignal) {
  signal.throwIfAborted()
  const ContentType = CONTENT_TYPES[key.slice(key.lastIndexOf('.') + 1)]
  const Body = await readFile(path)
  await s3
    .send(new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType }), { abortSignal: signal })
    .catch(error => throwJobError(error, `Unable to write to output file [s3://${bucket}/${key}]`))
}

/** Removes an object that an earlier job may have stored with this key. */
export async function removeObject(s3: S3Client, { bucket, key }: FileToStore): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))
}

function throwJobError(error: unknown, message: string): never {
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined
  if (status === 404) throw new JobError(1404, `${message}: [${(error as Error).message}]`)
  if (status === 403) throw new JobError(1401, `${message}: [${(error as Error).message}]`)
  throw error
}
