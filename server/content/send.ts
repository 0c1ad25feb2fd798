import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { get, head, type ObjectStore, unquoted } from '@lectern/workflows/clients/s3'
import type { StoredFile } from './files.ts'
import { sendMissing, sendUnavailable } from './pages.ts'
import { matches, parseRange } from './range.ts'
import { isMissing } from './storage-errors.ts'

/**
 * Answers with one version of an object, as HTTP asks: ranges, conditions, HEAD. Size, type and ETag are the row's, so that only bytes that
 * are sent are asked of S3; they are streamed, never collected, and asked for no longer when the client has gone.
 */
export async function sendFile(
  store: ObjectStore,
  message: IncomingMessage,
  response: ServerResponse,
  file: StoredFile,
  headers: OutgoingHttpHeaders,
): Promise<void> {
  const { range: wished, 'if-none-match': known, 'if-range': condition } = message.headers
  const etag = `"${file.etag}"`
  const about = { ...headers, etag, 'accept-ranges': 'bytes' }
  if (matches(known, file.etag)) return void response.writeHead(304, about).end()
  const range = condition === undefined || condition === etag ? parseRange(wished, file.bytes) : null
  if (range === 'unsatisfiable')
    return void response
      .writeHead(416, { ...headers, 'content-range': `bytes */${file.bytes}`, 'cache-control': 'no-store' })
      .end()
  const length = range ? range.end - range.start + 1 : file.bytes
  const whole = { ...about, 'content-type': file.mediaType, 'content-length': length }
  const part = range ? { ...whole, 'content-range': `bytes ${range.start}-${range.end}/${file.bytes}` } : whole
  const status = range ? 206 : 200
  if (message.method === 'HEAD' || length === 0) return void response.writeHead(status, part).end()
  const asked = range ? `bytes=${range.start}-${range.end}` : undefined
  const body = await open(store, response, file, asked)
  if (!body) return
  response.writeHead(status, part)
  await flow(body, response)
}

/** The same for a version of which no row says size and ETag: S3 is asked for them first. */
export async function sendVersion(
  store: ObjectStore,
  message: IncomingMessage,
  response: ServerResponse,
  version: Omit<StoredFile, 'etag' | 'bytes'>,
  headers: OutgoingHttpHeaders,
): Promise<void> {
  const found = await head(store, version.key, version.versionId).catch(error => notGiven(response, version, error))
  if (!found) return notGiven(response, version, null)
  const file = { ...version, etag: unquoted(found.ETag), bytes: found.ContentLength ?? 0 }
  return sendFile(store, message, response, file, headers)
}

/** The bytes, or null when there are none to send: then it is answered already. */
async function open(store: ObjectStore, response: ServerResponse, file: StoredFile, range?: string) {
  const signal = goneSignal(response)
  try {
    return (await get(store, file.key, { versionId: file.versionId, range, signal })).Body
  } catch (error) {
    if (signal.aborted) return null
    return notGiven(response, file, error)
  }
}

/** Tells the reader, and throws, for the log. `error` null: there is no such version. */
function notGiven(
  response: ServerResponse,
  { key, versionId }: Pick<StoredFile, 'key' | 'versionId'>,
  error: unknown,
): never {
  if (error === null || isMissing(error)) sendMissing(response)
  else sendUnavailable(response)
  throw new Error(`S3 did not give version ${versionId} of ${key}`, { cause: error })
}

/** Aborted when the client has gone. */
export function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => response.writableFinished || gone.abort())
  if (response.destroyed) gone.abort()
  return gone.signal
}

/** Sends what comes. When either side breaks off, so does the other: a client sees that it has not all and asks for the rest. */
export async function flow(body: Readable, response: ServerResponse): Promise<void> {
  try {
    await pipeline(body, response)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}
