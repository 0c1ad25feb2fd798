import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { EventBridgeEvent } from '../eventbridge/event.ts'
import { applyFault } from '../faults/apply-fault.ts'
import type { Faults } from '../faults/faults.ts'
import { noLog, type PartLog } from '../machine/log-file.ts'
import { type CreatedObject, objectCreated } from './object-created.ts'
import { parseS3Call, type S3Call } from './operation.ts'
import { passThrough, type Upstream, type UpstreamResponse } from './pass-through.ts'
import { sendWholeObject } from './whole-object.ts'

interface Options {
  /** 0 selects any free port. */
  port: number
  /** The real S3, such as `http://127.0.0.1:8333`. */
  upstream: string
  faults: Faults
  credentials: { accessKeyId: string; secretAccessKey: string }
  region: string
  /** Called once for each new object, before the client gets its response, so that no event is lost. */
  onCreated: (event: EventBridgeEvent) => void
  /**
   * Returns whether any rule matches this event. Called before the size is known: the size of a copy costs an extra
   * request, and a publication copies thousands of objects that no rule matches.
   */
  isWatched: (event: EventBridgeEvent) => boolean
  /** Default: logs nothing. */
  log?: PartLog
}

/**
 * Starts a proxy on loopback in front of a real S3. It counts calls, applies faults, and reports new objects. It
 * streams everything else through unchanged, and knows nothing of S3 except the names of operations.
 */
export async function startS3Front(options: Options): Promise<{ url: string; close(): Promise<void> }> {
  const { hostname, port } = new URL(options.upstream)
  const upstream = { host: hostname, port: Number(port), agent: new Agent({ keepAlive: true, maxSockets: 256 }) }
  const { credentials, region, log = noLog } = options
  const client = new S3Client({ endpoint: options.upstream, region, credentials, forcePathStyle: true })
  const handle = (request: IncomingMessage, response: ServerResponse) =>
    void handleRequest(request, response, options, upstream, client).catch(error => sendFailure(response, error, log))
  // An upload of many gigabytes may take longer than Node's default limit of 5 minutes.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, handle)
  server.on('checkContinue', handle)
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  log.info(`Listening on ${url} in front of ${options.upstream}`)
  return {
    url,
    async close() {
      server.close()
      server.closeAllConnections()
      upstream.agent.destroy()
      client.destroy()
    },
  }
}

async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  options: Options,
  upstream: Upstream,
  client: S3Client,
) {
  const isCopy = request.headers['x-amz-copy-source'] !== undefined
  const call = parseS3Call(request.method ?? '', request.url ?? '', isCopy)
  const reason = call.operation
  const fault = options.faults.take('s3', call.operation, call.subject)
  // These faults read the whole body, so the client must receive 100 Continue.
  const readsBody = fault?.kind === 'status' || fault?.kind === 'late-status'
  if (readsBody && request.headers.expect !== undefined) response.writeContinue()
  await applyFault(fault, request, response, async handlerResponse => {
    if (
      fault?.kind === 'ignore-range' &&
      (await sendWholeObject(client, getObjectInput(call, request), handlerResponse))
    )
      return
    if (!isCreation(reason)) return passThrough(request, handlerResponse, upstream)
    return passThrough(request, handlerResponse, upstream, async upstreamResponse => {
      // CompleteMultipartUpload and CopyObject may start with 200 and report a failure in the body.
      if (upstreamResponse.status !== 200 || upstreamResponse.body.includes('<Error>')) return
      const created = describeCreatedObject(request, call, reason, upstreamResponse)
      const event = objectCreated(options.region, created)
      if (!options.isWatched(event)) return
      const isSizeKnown = reason === 'PutObject'
      options.onCreated(isSizeKnown ? event : objectCreated(options.region, await fetchSizeAndEtag(client, created)))
    })
  })
}

function getObjectInput({ bucket, key }: S3Call, { url = '' }: IncomingMessage) {
  const versionId = new URL(url, 'http://localhost').searchParams.get('versionId') ?? undefined
  return { Bucket: bucket, Key: key, VersionId: versionId }
}

function isCreation(operation: string): operation is CreatedObject['reason'] {
  return operation === 'PutObject' || operation === 'CopyObject' || operation === 'CompleteMultipartUpload'
}

/** Describes a new object from request and response. The size is 0 except for a put. */
function describeCreatedObject(
  { headers, socket }: IncomingMessage,
  { bucket, key }: S3Call,
  reason: CreatedObject['reason'],
  upstreamResponse: UpstreamResponse,
): CreatedObject {
  return {
    bucket,
    key,
    reason,
    size:
      reason === 'PutObject' ? Number(headers['x-amz-decoded-content-length'] ?? headers['content-length'] ?? 0) : 0,
    etag: upstreamResponse.headers.etag ?? '',
    versionId: firstValue(upstreamResponse.headers['x-amz-version-id']),
    requestId: firstValue(upstreamResponse.headers['x-amz-request-id']),
    sourceAddress: socket.remoteAddress,
  }
}

/** Adds size and ETag from S3. Returns the object unchanged if it no longer exists. */
async function fetchSizeAndEtag(client: S3Client, object: CreatedObject): Promise<CreatedObject> {
  const { bucket: Bucket, key: Key, versionId: VersionId } = object
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket, Key, VersionId }))
    return { ...object, size: head.ContentLength ?? 0, etag: head.ETag ?? '' }
  } catch {
    return object
  }
}

function firstValue(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}

/**
 * Reports an invalid path, or logs and reports that the upstream failed or is unreachable, which SDKs retry. Breaks the
 * connection if a response has started.
 */
function sendFailure(response: ServerResponse, error: Error, log: PartLog) {
  if (!(error instanceof URIError) && !response.destroyed)
    log.error(`${response.req.method} ${response.req.url?.split('?')[0]} failed`, error)
  if (response.headersSent || response.destroyed) return void response.destroy()
  const code = error instanceof URIError ? [400, 'InvalidURI'] : [503, 'ServiceUnavailable']
  response.writeHead(Number(code[0]), { 'content-type': 'application/xml' })
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code[1]}</Code><Message>The sandbox's S3 did not respond.</Message></Error>`,
  )
}
