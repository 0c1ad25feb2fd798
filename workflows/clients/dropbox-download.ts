import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { DropboxClient } from './dropbox.ts'
import { summaryOf } from './dropbox-errors.ts'
import { persistently } from './dropbox-persistence.ts'

const agents = {
  'http:': new HttpAgent({ keepAlive: true, maxSockets: 64 }),
  'https:': new HttpsAgent({ keepAlive: true, maxSockets: 64 }),
}
/** A read that brings nothing for this long is given up, in milliseconds. */
const stallTimeout = 60_000

/** Which bytes of which revision: `rev` pins it, so that all ranges are of one file whatever happens to it meanwhile. */
export type Range = { rev: string; start: number; length: number; total: number }

/**
 * Reads one range into a buffer of exactly `length` bytes, into `into` where that is given. Not through the SDK, which buffers whole files. A
 * server that ignores the range or sends too little is noticed and asked again; `path/not_found` means that the revision is gone.
 */
export function readRange(dropbox: DropboxClient, range: Range, signal: AbortSignal, into?: Buffer): Promise<Buffer> {
  const buffer = into ?? Buffer.allocUnsafe(range.length)
  const { content } = dropbox.tokens.base
  return persistently(dropbox, ({ accessToken }) => readOnce(content, accessToken, range, buffer, signal), signal)
}

class DownloadFailure extends Error {
  override name = 'DownloadFailure'
  readonly status: number
  readonly error: unknown
  readonly headers: Headers
  constructor(status: number, body: unknown, headers: Headers) {
    super(`Dropbox answered a download with ${status} ${summaryOf(body)}`)
    this.status = status
    this.error = body
    this.headers = headers
  }
}

async function readOnce(
  base: string,
  accessToken: string,
  range: Range,
  into: Buffer,
  signal: AbortSignal,
): Promise<Buffer> {
  const response = await ask(base, accessToken, range, signal)
  const whole = range.start === 0 && range.length === range.total
  const expected = `bytes ${range.start}-${range.start + range.length - 1}/${range.total}`
  if (response.statusCode !== 206 && response.statusCode !== 200) {
    const body = parse((await collect(response, Buffer.alloc(65_536), 65_536)).toString('utf8'))
    throw new DownloadFailure(
      response.statusCode ?? 0,
      body,
      new Headers(Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]))),
    )
  }
  if (response.statusCode === 206 ? response.headers['content-range'] !== expected : !whole) {
    response.destroy()
    throw new Error(`Dropbox sent another range than ${expected}`)
  }
  const bytes = await collect(response, into, range.length)
  if (bytes.length !== range.length) throw new Error(`Dropbox sent ${bytes.length} of ${range.length} bytes`)
  return bytes
}

function ask(base: string, accessToken: string, range: Range, signal: AbortSignal): Promise<IncomingMessage> {
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
    timeout: stallTimeout,
    maxHeaderSize: 65_536,
    agent: agents[url.protocol as 'http:'],
  }
  const request = send(url, options, resolve)
  request.on('error', reject).on('timeout', () => request.destroy(new Error('Dropbox sent nothing for a minute')))
  request.end()
  return promise
}

/** At most `limit` bytes of a body; more is an error of the other side. */
async function collect(response: IncomingMessage, into: Buffer, limit: number): Promise<Buffer> {
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (length + chunk.length > limit) throw new Error(`Dropbox sent more than ${limit} bytes`)
    length += chunk.copy(into, length)
  }
  return into.subarray(0, length)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
