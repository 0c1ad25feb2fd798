import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { matchesEtag } from './etag.ts'

/** A small file of Lectern, kept in memory uncompressed and compressed. */
export type Asset = { plain: Buffer; gzipped: Buffer; etag: string; mediaType: string }

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** Reads an asset. Rejects as `readFile` does. */
export async function readAsset(path: string): Promise<Asset> {
  const plain = await readFile(path)
  const etag = createHash('sha256').update(plain).digest('hex').slice(0, 32)
  const mediaType = mediaTypes[extname(path)] ?? 'application/octet-stream'
  return { plain, gzipped: await promisify(gzip)(plain), etag, mediaType }
}

/** Sends an asset, compressed if the client accepts it. Sends 304 if the client has it. */
export function sendAsset(
  asset: Asset,
  message: IncomingMessage,
  response: ServerResponse,
  headers: OutgoingHttpHeaders,
): void {
  const acceptsGzip = /\bgzip\b/.test(String(message.headers['accept-encoding'] ?? ''))
  const body = acceptsGzip ? asset.gzipped : asset.plain
  const etag = acceptsGzip ? `${asset.etag}-gzip` : asset.etag
  const responseHeaders = { ...headers, etag: `"${etag}"`, vary: 'accept-encoding' }
  if (matchesEtag(message.headers['if-none-match'], etag)) return void response.writeHead(304, responseHeaders).end()
  const encoding = acceptsGzip ? { 'content-encoding': 'gzip' } : {}
  response.writeHead(200, {
    ...responseHeaders,
    ...encoding,
    'content-type': asset.mediaType,
    'content-length': body.length,
  })
  response.end(message.method === 'HEAD' ? undefined : body)
}
