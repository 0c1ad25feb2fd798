import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { type S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { escapeUriPath } from '@smithy/core/protocols'
import { SignatureV4 } from '@smithy/signature-v4'
import type { HttpRequest, HttpResponse } from '@smithy/types'
import type { ObjectStore } from './s3.ts'

const maxAttempts = 4

/** S3 error codes that a retry may resolve, in addition to those with a temporary status. */
const transientErrors = ['RequestTimeout', 'OperationAborted', 'RequestTimeTooSkewed']

/** A PUT of an object. `query` and `headers` are added to those that every PUT has. */
export type SignedPut = {
  key: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: Buffer
}

/** S3's response: its headers, and its body if it has one. */
export type PutResponse = { headers: Record<string, string>; body: string }

/**
 * Sends a PUT with the SDK's signer and the client's handler, but without the SDK's middleware. The middleware takes
 * three times as long (0.87 ms of CPU against 0.25 ms for a small file; AWS SDK 3.1169). Retries temporary failures.
 * Throws others as the SDK would: an `S3ServiceException` with S3's error code as its name. CopyObject may return 200
 * and still fail.
 */
export async function sendPut(
  { client, bucket }: ObjectStore,
  { key, query = {}, headers, body }: SignedPut,
  signal?: AbortSignal,
): Promise<PutResponse> {
  const { signer, protocol, host, hostname, port, path } = await getBucketEndpoint(client, bucket)
  const request: HttpRequest = {
    ...{ method: 'PUT', protocol, hostname, port, path: path + escapeUriPath(key), query, body },
    headers: {
      ...headers,
      ...{ host, 'content-length': String(body?.length ?? 0), 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    },
  }
  for (let attempt = 1; ; attempt++) {
    const response = await send(client, signer, request, signal)
    if (!(response instanceof Error)) return response
    const status = response instanceof S3ServiceException ? response.$metadata.httpStatusCode! : 0
    const isTransient = status < 300 || status >= 500 || status === 429 || transientErrors.includes(response.name)
    if (signal?.aborted || !isTransient || attempt === maxAttempts) throw response
    await sleep(Math.random() * 100 * 2 ** attempt, undefined, { signal })
  }
}

/** Returns the response, or the error that prevented it. */
async function send(
  { config }: S3Client,
  signer: SignatureV4,
  request: HttpRequest,
  abortSignal?: AbortSignal,
): Promise<PutResponse | Error> {
  try {
    const signingDate = new Date(Date.now() + config.systemClockOffset)
    const signed = await signer.sign(request, { signingDate })
    const { response } = await config.requestHandler.handle(signed as never, { abortSignal })
    const body = await readText(response)
    if (response.statusCode < 300 && !body.includes('<Error>')) return { headers: response.headers, body }
    const failure = serviceExceptionOf(response, body, request.path)
    // Like the SDK, correct a wrong clock by the server's.
    const date = Date.parse(response.headers.date ?? '')
    if (failure.name === 'RequestTimeTooSkewed' && date) config.systemClockOffset = date - Date.now()
    return failure
  } catch (error) {
    return error as Error
  }
}

/** Reads the body of a response. Most responses to a PUT are empty, so there is nothing to wait for. */
async function readText({ headers, body }: HttpResponse): Promise<string> {
  const stream = body as Readable
  if (headers['content-length'] !== '0') return text(stream)
  stream.resume()
  return ''
}

function serviceExceptionOf({ statusCode }: HttpResponse, body: string, path: string): S3ServiceException {
  const code = /<Code>([^<]*)<\/Code>/.exec(body)?.[1] ?? 'no code'
  return new S3ServiceException({
    name: code,
    $fault: statusCode < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: statusCode },
    message: `S3 answered ${statusCode} (${code}) to a put of ${path}`,
  })
}

type BucketEndpoint = Awaited<ReturnType<typeof resolveBucketEndpoint>>
const endpoints = new WeakMap<S3Client, Map<string, Promise<BucketEndpoint>>>()

function getBucketEndpoint(client: S3Client, bucket: string): Promise<BucketEndpoint> {
  const endpointsByBucket = endpoints.get(client) ?? new Map<string, Promise<BucketEndpoint>>()
  endpoints.set(client, endpointsByBucket)
  const bucketEndpoint = endpointsByBucket.get(bucket) ?? resolveBucketEndpoint(client, bucket)
  endpointsByBucket.set(bucket, bucketEndpoint)
  return bucketEndpoint
}

/** Resolves the bucket's address by the SDK's own rules for the client's configuration, and the signer for it. */
async function resolveBucketEndpoint({ config }: S3Client, bucket: string) {
  const endpoint = await config.endpoint?.()
  const region = await config.region()
  const { url } = config.endpointProvider({
    Bucket: bucket,
    Region: region,
    ForcePathStyle: config.forcePathStyle,
    UseFIPS: false,
    Endpoint: endpoint && `${endpoint.protocol}//${endpoint.hostname}${endpoint.port ? `:${endpoint.port}` : ''}`,
  })
  const { protocol, host, hostname, port, pathname } = url
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials: config.credentials,
    sha256: config.sha256,
    uriEscapePath: false,
    applyChecksum: false,
  })
  const path = pathname.endsWith('/') ? pathname : `${pathname}/`
  return { protocol, host, hostname, port: port ? Number(port) : undefined, path, signer }
}
