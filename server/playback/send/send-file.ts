import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { StoredFile } from '@lectern/domain/files/version-files'
import { matchesEtag } from '../../etag.ts'
import { sendWithBackpressure } from './backpressure.ts'
import { acceptedCompressions, type Compression, isCompressible } from './compression.ts'
import { type ContentCache, maxCachedObjectBytes, type Tail } from './content-cache.ts'
import { sendNotFound, sendUnavailable } from './error-pages.ts'
import { type ByteRange, parseRange } from './range.ts'
import { isNotFoundError } from './storage-errors.ts'

/** A file to send. A page with a tail has no ranges, and its ETag contains the tail's name. */
export type SendableFile = Omit<StoredFile, 'path'> & { tail?: Tail }

/**
 * Sends one version of an object. Supports compression, ranges, conditional requests, and HEAD. Small objects and
 * compressed texts come from memory. Larger objects are streamed from S3 without buffering, until the client
 * disconnects.
 */
export async function sendFile(
  cache: ContentCache,
  message: IncomingMessage,
  response: ServerResponse,
  file: SendableFile,
  headers: OutgoingHttpHeaders,
): Promise<void> {
  const { range: rangeHeader, 'if-none-match': ifNoneMatch, 'if-range': ifRange } = message.headers
  const size = file.bytes + (file.tail?.bytes.length ?? 0)
  const canCompress = file.contentEncoding === null && isCompressible(file.mediaType, size)
  const compressions = canCompress ? acceptedCompressions(message.headers['accept-encoding']) : []
  const baseHeaders = {
    ...headers,
    ...(file.tail ? {} : { 'accept-ranges': 'bytes' }),
    ...(canCompress ? { vary: 'accept-encoding' } : {}),
  }
  const knownCompression =
    ifNoneMatch === undefined
      ? undefined
      : [...compressions, null].find(compression => matchesEtag(ifNoneMatch, etagOf(file, compression)))
  if (knownCompression !== undefined)
    return void response.writeHead(304, { ...baseHeaders, etag: `"${etagOf(file, knownCompression)}"` }).end()

  const etag = `"${etagOf(file, null)}"`
  const range = file.tail || (ifRange !== undefined && ifRange !== etag) ? null : parseRange(rangeHeader, size)
  if (range === 'unsatisfiable')
    return void response
      .writeHead(416, { ...headers, 'content-range': `bytes */${size}`, 'cache-control': 'no-store' })
      .end()
  try {
    const compressed = range || !compressions[0] ? null : await cache.readCompressed(file, compressions[0])
    if (compressed) {
      const compressionHeaders = { etag: `"${etagOf(file, compressions[0]!)}"`, 'content-encoding': compressions[0] }
      response.writeHead(200, {
        ...baseHeaders,
        ...typeOf(file),
        ...compressionHeaders,
        'content-length': compressed.length,
      })
      return void response.end(compressed)
    }
    const length = range ? range.end - range.start + 1 : size
    const part = range ? { 'content-range': `bytes ${range.start}-${range.end}/${size}` } : {}
    const head = { ...baseHeaders, etag, ...typeOf(file), 'content-length': length, ...part }
    await sendUncompressed(cache, message, response, file, range, [range ? 206 : 200, head])
  } catch (error) {
    if (response.destroyed) return
    if (isNotFoundError(error)) sendNotFound(response)
    else sendUnavailable(response)
    throw new Error(`S3 did not return version ${file.versionId} of ${file.key}`, { cause: error })
  }
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
const etagOf = ({ etag, tail }: SendableFile, compression: Compression | null) =>
  [etag, tail?.name, compression].filter(Boolean).join('-')

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
