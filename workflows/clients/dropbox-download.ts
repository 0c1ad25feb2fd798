import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { type DropboxClient, waitMilliseconds } from './dropbox.ts'
import { DropboxRefusal, summaryOf } from './dropbox-errors.ts'

const agents = {
  'http:': new HttpAgent({ keepAlive: true, maxSockets: 64 }),
  'https:': new HttpsAgent({ keepAlive: true, maxSockets: 64 }),
}
const attempts = 6
/** A read that brings nothing for this long is given up, in milliseconds. */
const stallTimeout = 60_000

/** Which bytes of which revision: `rev` pins it, so that all ranges are of one file whatever happens to it meanwhile. */
export type Range = { rev: string; start: number; length: number; total: number }

/**
 * Reads one range into a buffer of exactly `length` bytes. Not through the SDK, which buffers whole files. A server that ignores the range
 * or sends too little is noticed; broken connections, 429 and 5xx are tried again; `path/not_found` means that the revision is gone.
 */
export async function readRange(dropbox: DropboxClient, range: Range, signal: AbortSignal): Promise<Buffer> {
  let refused: string | undefined
  for (let attempt = 1; ; attempt++) {
    const { accessToken } = await dropbox.tokens.access(refused)
    try {
      return await readOnce(dropbox.tokens.base.content, accessToken, range, signal)
    } catch (error) {
      if (signal.aborted || error instanceof DropboxRefusal) throw error
      const failure = error instanceof DownloadFailure ? error : null
      if (failure?.status === 401 && !refused) refused = accessToken
      else if (attempt >= attempts || (failure && failure.status < 429)) throw error
      else await sleep(waitMilliseconds(failure, attempt), undefined, { signal })
    }
  }
}

class DownloadFailure extends Error {
  override name = 'DownloadFailure'
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
  constructor(status: number, body: unknown, headers: Headers) {
    super(`Dropbox answered a download with ${status} ${summaryOf(body)}`)
    this.status = status
    this.body = body
    this.headers = headers
  }
}

async function readOnce(base: string, accessToken: string, range: Range, signal: AbortSignal): Promise<Buffer> {
  const response = await ask(base, accessToken, range, signal)
  const whole = range.start === 0 && range.length === range.total
  const expected = `bytes ${range.start}-${range.start + range.length - 1}/${range.total}`
  if (response.statusCode !== 206 && response.statusCode !== 200) {
    const text = (await collect(response, 65_536)).toString('utf8')
    const body = parse(text)
    if (response.statusCode === 409) throw new DropboxRefusal(summaryOf(body))
    throw new DownloadFailure(
      response.statusCode ?? 0,
      body,
      new Headers(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
    )
  }
  if (response.statusCode === 206 ? response.headers['content-range'] !== expected : !whole) {
    response.destroy()
    throw new Error(`Dropbox sent another range than ${expected}`)
  }
  const bytes = await collect(response, range.length)
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

/** At most `limit` bytes of a body, held once; more is an error of the other side. */
async function collect(response: IncomingMessage, limit: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(limit)
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (length + chunk.length > limit) throw new Error(`Dropbox sent more than ${limit} bytes`)
    length += chunk.copy(bytes, length)
  }
  return bytes.subarray(0, length)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
