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

/** The bucket and its client. */
export type ObjectStore = { client: S3Client; bucket: string }

/** One version of an object, as rows refer to stored bytes. */
export type StoredVersion = { key: string; versionId: string; etag: string }

export type StoreOptions = {
  /** The maximum number of connections. A request that waits more than five seconds for one fails. */
  maxSockets?: number
  /** Whether whole objects are verified against S3's checksum. That costs as much as reading them. */
  verifyChecksums?: boolean
}

/**
 * Opens the bucket. Uses keep-alive agents of our own: the built-in one opens a new connection for each large part
 * (`Expect: 100-continue`). Without `throwOnRequestTimeout`, a timeout is only a warning. (AWS SDK 3.1169, measured)
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

/** Returns the credentials from the settings. Without them, the SDK's own rules apply. */
export function credentials({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }: CloudSettings) {
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return {}
  return { credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY } }
}

/**
 * Returns the version that an S3 response names. Some servers omit the quotes of an ETag, so we compare it without
 * them.
 */
export function storedVersion(key: string, { VersionId, ETag }: { VersionId?: string; ETag?: string }): StoredVersion {
  if (!VersionId) throw new Error('The bucket is not versioned. Turn on versioning (see docs/operate.md).')
  return { key, versionId: VersionId, etag: unquoteEtag(ETag) }
}

export const unquoteEtag = (etag = '') => etag.replaceAll('"', '')

/** What to read of an object, and under which condition, as in HTTP. */
export type ReadOptions = { versionId?: string; range?: string; ifNoneMatch?: string; signal?: AbortSignal }

/**
 * Opens an object for reading. The caller consumes or destroys `Body`. Throws S3's own errors (`NoSuchKey`, 304, 416,
 * …).
 */
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

/** Reads a whole small object into a buffer. */
export async function getBuffer(store: ObjectStore, key: string, versionId?: string): Promise<Buffer> {
  const input = { Bucket: store.bucket, Key: key, VersionId: versionId }
  const { Body } = await store.client.send(new GetObjectCommand(input))
  return Buffer.from(await Body!.transformToByteArray())
}

/** Returns the size and type of an object, or null if it does not exist. */
export async function head(store: ObjectStore, key: string, versionId?: string) {
  try {
    return await store.client.send(new HeadObjectCommand({ Bucket: store.bucket, Key: key, VersionId: versionId }))
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null
    throw error
  }
}

/** Returns a URL that reads one version without credentials, also in ranges, for `expiresInSeconds`. */
export function presignUrl(
  store: ObjectStore,
  { key, versionId }: Pick<StoredVersion, 'key' | 'versionId'>,
  expiresInSeconds: number,
): Promise<string> {
  return getSignedUrl(store.client, new GetObjectCommand({ Bucket: store.bucket, Key: key, VersionId: versionId }), {
    expiresIn: expiresInSeconds,
  })
}

/** Returns whether the bucket keeps versions. Throws if the bucket is unreachable. */
export async function isVersioned(store: ObjectStore, signal?: AbortSignal): Promise<boolean> {
  const response = await store.client.send(new GetBucketVersioningCommand({ Bucket: store.bucket }), {
    abortSignal: signal,
  })
  return response.Status === 'Enabled'
}
