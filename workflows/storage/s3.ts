import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Readable } from 'node:stream'
import {
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { CloudSettings } from '../cloud-settings.ts'

/** The bucket, and the client that reaches it. */
export type ObjectStore = { client: S3Client; bucket: string }

/** One version of an object: what a row that points at bytes holds. */
export type StoredVersion = { key: string; versionId: string; etag: string }

export type StoreOptions = {
  /** Who needs more connections than so many at once fails after five seconds of waiting. */
  maxSockets?: number
  /** Are whole objects compared with the checksum that S3 has of them? That costs as much as reading them. */
  verifyChecksums?: boolean
}

/**
 * Opens the bucket. Keep-alive agents of our own: with the built-in one each large part gets a connection of its own (`Expect:
 * 100-continue`); and without `throwOnRequestTimeout` a time-out is only a warning. (AWS SDK 3.1169, measured.)
 */
export function openStore(
  settings: CloudSettings,
  { maxSockets = 128, verifyChecksums = true }: StoreOptions = {},
): ObjectStore {
  const agent = { keepAlive: true, maxSockets }
  const client = new S3Client({
    region: settings.AWS_REGION,
    ...(settings.S3_ENDPOINT ? { endpoint: settings.S3_ENDPOINT, forcePathStyle: true } : {}),
    ...credentials(settings),
    expectContinueHeader: false,
    responseChecksumValidation: verifyChecksums ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED',
    maxAttempts: 4,
    requestHandler: new NodeHttpHandler({
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
      connectionTimeout: 5_000,
      requestTimeout: 120_000,
      throwOnRequestTimeout: true,
    }),
  })
  return { client, bucket: settings.S3_BUCKET }
}

/** Credentials from the settings, or nothing: then the SDK's own rules hold. */
export function credentials({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }: CloudSettings) {
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return {}
  return { credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY } }
}

/** The version that an answer of S3 names. Some servers leave the quotes of an ETag out: it is compared without them. */
export function storedVersion(key: string, { VersionId, ETag }: { VersionId?: string; ETag?: string }): StoredVersion {
  if (!VersionId) throw new Error('The bucket is not versioned. Switch versioning on (see the README).')
  return { key, versionId: VersionId, etag: unquoteEtag(ETag) }
}

export const unquoteEtag = (etag = '') => etag.replaceAll('"', '')

/** What to read of an object, and on which condition; as in HTTP. */
export type ReadOptions = { versionId?: string; range?: string; ifNoneMatch?: string; signal?: AbortSignal }

/** Opens an object for reading; the caller consumes or destroys `Body`. Errors are S3's own (`NoSuchKey`, 304, 416 …). */
export async function get(store: ObjectStore, key: string, options: ReadOptions = {}) {
  const input = {
    Bucket: store.bucket,
    Key: key,
    VersionId: options.versionId,
    Range: options.range,
    IfNoneMatch: options.ifNoneMatch,
  }
  const response = await store.client.send(new GetObjectCommand(input), { abortSignal: options.signal })
  return { ...response, Body: response.Body as Readable }
}

/** A whole small object as a buffer. */
export async function getBuffer(store: ObjectStore, key: string, versionId?: string): Promise<Buffer> {
  const input = { Bucket: store.bucket, Key: key, VersionId: versionId }
  const { Body } = await store.client.send(new GetObjectCommand(input))
  return Buffer.from(await Body!.transformToByteArray())
}

/** Size and type of an object, or null when there is none. */
export async function head(store: ObjectStore, key: string, versionId?: string) {
  try {
    return await store.client.send(new HeadObjectCommand({ Bucket: store.bucket, Key: key, VersionId: versionId }))
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null
    throw error
  }
}

/** An address under which one version can be read for `seconds` without credentials, also in ranges. */
export function presignUrl(
  store: ObjectStore,
  { key, versionId }: Pick<StoredVersion, 'key' | 'versionId'>,
  expiresInSeconds: number,
): Promise<string> {
  return getSignedUrl(store.client, new GetObjectCommand({ Bucket: store.bucket, Key: key, VersionId: versionId }), {
    expiresIn: expiresInSeconds,
  })
}

/** Can the bucket be reached, and does it keep versions? */
export async function isVersioned(store: ObjectStore, signal?: AbortSignal): Promise<boolean> {
  const response = await store.client.send(new GetBucketVersioningCommand({ Bucket: store.bucket }), {
    abortSignal: signal,
  })
  return response.Status === 'Enabled'
}
