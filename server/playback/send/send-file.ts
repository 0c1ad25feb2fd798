import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { StoredFile } from '@lectern/domain/files/version-files'
import { acceptedCodings, type Coding } from '../../accepted-codings.ts'
import { findFailedPrecondition } from '../../preconditions.ts'
import { sendWithBackpressure } from './backpressure.ts'
import { encode, isCompressible, maxCompressibleBytes } from './compression.ts'
import { type ContentCache, maxCachedObjectBytes, type Tail } from './content-cache.ts'
import { sendNotFound, sendUnavailable } from './error-pages.ts'
import { type ByteRange, parseRange } from './range.ts'
import { isNotFoundError } from './storage-errors.ts'

/** A file to send. A page with a tail has no ranges, and its ETag contains the tail's name. */
export type SendableFile = Omit<StoredFile, 'path'> & { tail?: Tail }

/**
 * Sends one version of an object. Supports compression, ranges, conditional requests, and HEAD. Small objects and
 * compressed texts come from memory. Larger objects are streamed from S3 without buffering, until the client
 * disconnects. Sends 406 to a client that accepts no coding in which we have the file.
 */
export async function sendFile(
  cache: ContentCache,
  message: IncomingMessage,
  response: ServerResponse,
  file: SendableFile,
  headers: OutgoingHttpHeaders,
): Promise<void> {
  const size = file.bytes + (file.tail?.bytes.length ?? 0)
  const codings = codingsFor(message, file, size)
  const canCompress = file.contentEncoding === null && isCompressible(file.mediaType, size)
  const baseHeaders = {
    ...headers,
    ...(file.tail ? {} : { 'accept-ranges': 'bytes' }),
    ...(canCompress ? { vary: 'accept-encoding' } : {}),
  }
  const range = codings.includes('identity') ? requestedRange(message, file, size) : null
  const etags = (range ? ['identity' as const] : codings).map(coding => etagOf(file, coding))
  const failed = findFailedPrecondition(message.headers, etags)
  if (failed?.status === 412) return void response.writeHead(412, { ...baseHeaders, 'cache-control': 'no-store' }).end()
  if (failed) return void response.writeHead(304, { ...baseHeaders, etag: `"${failed.etag}"` }).end()
  if (codings.length === 0) return void response.writeHead(406, { ...baseHeaders, 'cache-control': 'no-store' }).end()
  if (range === 'unsatisfiable')
    return void response
      .writeHead(416, { ...headers, 'content-range': `bytes */${size}`, 'cache-control': 'no-store' })
      .end()
  try {
    const compressed = range ? null : await readCompressed(cache, file, codings)
    if (compressed) {
      const { coding, bytes } = compressed
      const codingHeaders = {
        ...{ etag: `"${etagOf(file, coding)}"`, 'content-encoding': coding },
        // Without `Vary`, a cache would send to everybody what only a client gets that refuses the file as it is.
        ...(canCompress ? {} : { 'cache-control': 'no-store' }),
      }
      response.writeHead(200, { ...baseHeaders, ...typeOf(file), ...codingHeaders, 'content-length': bytes.length })
      return void response.end(bytes)
    }
    const length = range ? range.end - range.start + 1 : size
    const part = range ? { 'content-range': `bytes ${range.start}-${range.end}/${size}` } : {}
    const etag = `"${etagOf(file, 'identity')}"`
    const head = { ...baseHeaders, etag, ...typeOf(file), 'content-length': length, ...part }
    await sendUncompressed(cache, message, response, file, range, [range ? 206 : 200, head])
  } catch (error) {
    if (response.destroyed) return
    if (isNotFoundError(error)) sendNotFound(response)
    else sendUnavailable(response)
    throw new Error(`S3 did not return version ${file.versionId} of ${file.key}`, { cause: error })
  }
}

/** Returns the codings in which we can send the file and that the client accepts, best first. */
function codingsFor(
  { headers }: IncomingMessage,
  { contentEncoding, mediaType }: SendableFile,
  size: number,
): Coding[] {
  // A file that its author compressed is sent as it is, because there is no other copy.
  if (contentEncoding !== null) return ['identity']
  const codings = acceptedCodings(headers['accept-encoding'], ['br', 'gzip', 'identity'])
  const isWorthIt = isCompressible(mediaType, size) || !codings.includes('identity')
  return isWorthIt && size <= maxCompressibleBytes ? codings : codings.filter(coding => coding === 'identity')
}

/** Returns the range to send, or null for the whole file. Only GET has ranges (RFC 9110 §14.2). */
function requestedRange({ method, headers }: IncomingMessage, file: SendableFile, size: number) {
  const { range, 'if-range': ifRange } = headers
  if (method !== 'GET' || file.tail) return null
  return ifRange === undefined || ifRange === `"${etagOf(file, 'identity')}"` ? parseRange(range, size) : null
}

/**
 * Reads the file in the coding that the client prefers. Returns null if that is none, or does not make the file smaller
 * and the client also accepts it as it is.
 */
async function readCompressed(cache: ContentCache, file: SendableFile, codings: Coding[]) {
  const [coding] = codings
  if (coding === undefined || coding === 'identity') return null
  const bytes = await cache.readCompressed(file, coding)
  if (bytes) return { coding, bytes }
  return codings.includes('identity') ? null : { coding, bytes: await encode(await cache.readAll(file), coding) }
}

type Head = [status: number, headers: OutgoingHttpHeaders]

async function sendUncompressed(
  cache: ContentCache,
  message: IncomingMessage,
  response: ServerResponse,
  file: SendableFile,
  range: ByteRange | null,
  head: Head,
): Promise<void> {
  if (message.method === 'HEAD' || head[1]['content-length'] === 0) return void response.writeHead(...head).end()
  if (file.bytes <= maxCachedObjectBytes) {
    const all = await cache.readAll(file)
    return void response.writeHead(...head).end(range ? all.subarray(range.start, range.end + 1) : all)
  }
  const byteRange = range ?? { start: 0, end: file.bytes - 1 }
  const signal = disconnectSignal(response)
  const open = (start: number) => cache.openRange(file, start, byteRange.end, signal)
  const onStart = () => void response.writeHead(...head)
  await sendWithBackpressure(response, { open, semaphore: cache.streamSemaphore }, byteRange, onStart, file.tail?.bytes)
}

/** Builds the ETag. Each tail and compression has its own. */
const etagOf = ({ etag, tail }: SendableFile, coding: Coding) =>
  [etag, tail?.name, coding === 'identity' ? null : coding].filter(Boolean).join('-')

/** Returns the headers that describe the stored bytes, which may be compressed by the author. */
const typeOf = ({ mediaType, contentEncoding }: SendableFile) => ({
  'content-type': mediaType,
  ...(contentEncoding !== null && { 'content-encoding': contentEncoding }),
})

/** Returns a signal that is aborted when the client disconnects. */
function disconnectSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => response.writableFinished || controller.abort())
  if (response.destroyed) controller.abort()
  return controller.signal
}
