import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { DropboxAccess } from './access-token.ts'
import type { DropboxClient } from './client.ts'
import { errorSummary, parseJsonOrText } from './errors.ts'
import { withRetries } from './retry.ts'

const agents = {
  'http:': new HttpAgent({ keepAlive: true, maxSockets: 64 }),
  'https:': new HttpsAgent({ keepAlive: true, maxSockets: 64 }),
}
/** How long a read may stall before it is aborted, in milliseconds. */
const stallTimeoutMs = 60_000

/** A range of one revision. `rev` pins it, so that all ranges come from one file even if the file changes meanwhile. */
export type FileRange = { rev: string; start: number; length: number; total: number }

/**
 * Reads one range into a buffer of exactly `length` bytes, and uses `into` if given. Avoids the SDK, which buffers
 * whole files. Retries if a server ignores the range or sends too little. `path/not_found` means that the revision is
 * gone.
 */
export function readRange(
  dropbox: DropboxClient,
  range: FileRange,
  signal: AbortSignal,
  into?: Buffer,
): Promise<Buffer> {
  const buffer = into ?? Buffer.allocUnsafe(range.length)
  const { content } = dropbox.tokens.baseUrls
  const read = ({ accessToken }: DropboxAccess) => readOnce(content, accessToken, range, buffer, signal)
  return withRetries(dropbox, 'CONTENT', read, signal)
}

class DownloadError extends Error {
  override name = 'DownloadError'
  readonly status: number
  readonly error: unknown
  readonly headers: Headers
  constructor(status: number, body: unknown, headers: Headers) {
    super(`Dropbox answered a download with ${status} ${errorSummary(body)}`)
    this.status = status
    this.error = body
    this.headers = headers
  }
}

async function readOnce(
  base: string,
  accessToken: string,
  range: FileRange,
  into: Buffer,
  signal: AbortSignal,
): Promise<Buffer> {
  const response = await requestDownload(base, accessToken, range, signal)
  const isWholeFile = range.start === 0 && range.length === range.total
  const expected = `bytes ${range.start}-${range.start + range.length - 1}/${range.total}`
  if (response.statusCode !== 206 && response.statusCode !== 200) {
    const body = parseJsonOrText((await readBody(response, Buffer.alloc(65_536), 65_536)).toString('utf8'))
    throw new DownloadError(
      response.statusCode ?? 0,
      body,
      new Headers(Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]))),
    )
  }
  if (response.statusCode === 206 ? response.headers['content-range'] !== expected : !isWholeFile) {
    response.destroy()
    throw new Error(`Dropbox sent a range other than ${expected}`)
  }
  const bytes = await readBody(response, into, range.length)
  if (bytes.length !== range.length) throw new Error(`Dropbox sent ${bytes.length} of ${range.length} bytes`)
  return bytes
}

function requestDownload(
  base: string,
  accessToken: string,
  range: FileRange,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const url = new URL('/2/files/download', base)
  const headers: Record<string, string> = {
    authorization: `Bearer ${accessToken}`,
    'dropbox-api-arg': JSON.stringify({ path: `rev:${range.rev}` }),
    'accept-encoding': 'identity',
    'content-length': '0',
  }
  if (range.total > 0) headers.range = `bytes=${range.start}-${range.start + range.length - 1}`
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const options = {
    method: 'POST',
    headers,
    signal,
    timeout: stallTimeoutMs,
    maxHeaderSize: 65_536,
    agent: agents[url.protocol as 'http:'],
  }
  const request = send(url, options, resolve)
  request.on('error', reject).on('timeout', () => request.destroy(new Error('Dropbox sent nothing for 60 seconds')))
  request.end()
  return promise
}

/** Reads at most `maxBytes` of a body. Throws if the body is longer. */
async function readBody(response: IncomingMessage, into: Buffer, maxBytes: number): Promise<Buffer> {
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (length + chunk.length > maxBytes) throw new Error(`Dropbox sent more than ${maxBytes} bytes`)
    length += chunk.copy(into, length)
  }
  return into.subarray(0, length)
}
