import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { get, head, type ObjectStore, unquoted } from '@lectern/workflows/clients/s3'
import { sendMissing, sendUnavailable } from './pages.ts'
import { flow, goneSignal } from './send.ts'
import { isMissing, statusOf } from './storage-errors.ts'

/** Types of what an encoder makes: some players insist on them, and not every encoder names them. */
const mediaTypes: Record<string, string> = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.ts': 'video/mp2t',
  '.mp4': 'video/mp4',
  '.m4s': 'video/iso.segment',
  '.cmfv': 'video/mp4',
  '.cmfa': 'audio/mp4',
  '.jpg': 'image/jpeg',
  '.vtt': 'text/vtt; charset=utf-8',
}

type Answer = { ETag?: string; ContentLength?: number; ContentRange?: string; ContentType?: string }

/** Answers with an encoder's output. There are no rows for these, so ranges and conditions are handed to S3. */
export async function sendStream(
  store: ObjectStore,
  message: IncomingMessage,
  response: ServerResponse,
  key: string,
  headers: OutgoingHttpHeaders,
): Promise<void> {
  const describe = (answer: Answer) => ({
    ...headers,
    etag: `"${unquoted(answer.ETag)}"`,
    'accept-ranges': 'bytes',
    'content-length': answer.ContentLength,
    'content-type': mediaTypes[extname(key).toLowerCase()] ?? answer.ContentType ?? 'application/octet-stream',
    ...(answer.ContentRange ? { 'content-range': answer.ContentRange } : {}),
  })
  const signal = goneSignal(response)
  try {
    if (message.method === 'HEAD') {
      const found = await head(store, key)
      return found ? void response.writeHead(200, describe(found)).end() : sendMissing(response)
    }
    const { range, 'if-none-match': ifNoneMatch } = message.headers
    const single = /^bytes=(\d+-\d*|-\d+)$/.test(range ?? '') ? range : undefined
    const answer = await get(store, key, { range: single, ifNoneMatch, signal })
    response.writeHead(answer.ContentRange ? 206 : 200, describe(answer))
    await flow(answer.Body, response)
  } catch (error) {
    if (signal.aborted || response.headersSent) return
    refuse(response, error, headers)
  }
}

function refuse(response: ServerResponse, error: unknown, headers: OutgoingHttpHeaders): void {
  const status = statusOf(error)
  if (status === 304) return void response.writeHead(304, headers).end()
  if (status === 416) return void response.writeHead(416, { ...headers, 'cache-control': 'no-store' }).end()
  if (isMissing(error)) return void sendMissing(response)
  sendUnavailable(response)
  throw error
}
