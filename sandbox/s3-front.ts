import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { EventBridgeEvent } from './event.ts'
import type { Faults } from './faults.ts'
import { type CreatedObject, objectCreated } from './object-created.ts'
import { type Answer, passThrough, type Upstream } from './pass-through.ts'
import { type S3Call, s3Call } from './s3-operation.ts'
import { strike } from './strike.ts'
import { answerWhole } from './whole-object.ts'

interface Options {
  /** 0: any free port. */
  port: number
  /** The real S3, such as `http://127.0.0.1:8333`. */
  upstream: string
  faults: Faults
  credentials: { accessKeyId: string; secretAccessKey: string }
  region: string
  /** Called once for each object written and before the writer is told, so that an event outlives whatever happens next. */
  onCreated: (event: EventBridgeEvent) => void
  /**
   * Whether anybody waits for this event, asked before its size is known. The size of a copy costs a request of its own,
   * and a publication copies thousands of objects that no rule is for.
   */
  isWatched: (event: EventBridgeEvent) => boolean
}

/**
 * Stands before a real S3 on loopback: counts its calls, disturbs them as `faults` say, and reports new objects. All else
 * passes unchanged and streamed; there is no S3 in it but the names of operations.
 */
export async function startS3Front(options: Options): Promise<{ url: string; close(): Promise<void> }> {
  const { hostname, port } = new URL(options.upstream)
  const upstream = { host: hostname, port: Number(port), agent: new Agent({ keepAlive: true, maxSockets: 256 }) }
  const { credentials, region } = options
  const client = new S3Client({ endpoint: options.upstream, region, credentials, forcePathStyle: true })
  const answer = (request: IncomingMessage, response: ServerResponse) =>
    void serve(request, response, options, upstream, client).catch(error => giveUp(response, error))
  // An upload of many gigabytes may take longer than node's five minutes.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, answer)
  server.on('checkContinue', answer)
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close()
      server.closeAllConnections()
      upstream.agent.destroy()
      client.destroy()
    },
  }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  options: Options,
  upstream: Upstream,
  client: S3Client,
) {
  const isCopy = request.headers['x-amz-copy-source'] !== undefined
  const call = s3Call(request.method ?? '', request.url ?? '', isCopy)
  const reason = call.operation
  const fault = options.faults.take('s3', call.operation, call.subject)
  // These read the body to its end, so the client must be told to send it.
  const readsBody = fault?.kind === 'status' || fault?.kind === 'late-status'
  if (readsBody && request.headers.expect !== undefined) response.writeContinue()
  await strike(fault, request, response, async heard => {
    if (fault?.kind === 'ignore-range' && (await answerWhole(client, objectOf(call, request), heard))) return
    if (!isCreation(reason)) return passThrough(request, heard, upstream)
    return passThrough(request, heard, upstream, async answer => {
      // Complete and Copy may begin with 200 and fail afterwards, in the body.
      if (answer.status !== 200 || answer.body.includes('<Error>')) return
      const sketch = describe(request, call, reason, answer)
      const event = objectCreated(options.region, sketch)
      if (!options.isWatched(event)) return
      const isWhole = reason === 'PutObject'
      options.onCreated(isWhole ? event : objectCreated(options.region, await lookUp(client, sketch)))
    })
  })
}

function objectOf({ bucket, key }: S3Call, { url = '' }: IncomingMessage) {
  const versionId = new URL(url, 'http://localhost').searchParams.get('versionId') ?? undefined
  return { Bucket: bucket, Key: key, VersionId: versionId }
}

function isCreation(operation: string): operation is CreatedObject['reason'] {
  return operation === 'PutObject' || operation === 'CopyObject' || operation === 'CompleteMultipartUpload'
}

/** What request and answer tell; the size only for a put. */
function describe(
  { headers, socket }: IncomingMessage,
  { bucket, key }: S3Call,
  reason: CreatedObject['reason'],
  answer: Answer,
): CreatedObject {
  return {
    bucket,
    key,
    reason,
    size:
      reason === 'PutObject' ? Number(headers['x-amz-decoded-content-length'] ?? headers['content-length'] ?? 0) : 0,
    etag: answer.headers.etag ?? '',
    versionId: text(answer.headers['x-amz-version-id']),
    requestId: text(answer.headers['x-amz-request-id']),
    sourceAddress: socket.remoteAddress,
  }
}

/** Size and ETag from S3 itself; 0 and none when the object is gone again by now. */
async function lookUp(client: S3Client, object: CreatedObject): Promise<CreatedObject> {
  const { bucket: Bucket, key: Key, versionId: VersionId } = object
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket, Key, VersionId }))
    return { ...object, size: head.ContentLength ?? 0, etag: head.ETag ?? '' }
  } catch {
    return object
  }
}

function text(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}

/** The upstream broke off or cannot be reached: an answer if that is still possible, which SDKs then try again. */
function giveUp(response: ServerResponse, error: Error) {
  if (response.headersSent || response.destroyed) return void response.destroy()
  const code = error instanceof URIError ? [400, 'InvalidURI'] : [503, 'ServiceUnavailable']
  response.writeHead(Number(code[0]), { 'content-type': 'application/xml' })
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code[1]}</Code><Message>The sandbox's S3 gave no answer.</Message></Error>`,
  )
}
