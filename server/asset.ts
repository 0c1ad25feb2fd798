import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { acceptedCodings } from './accepted-codings.ts'
import { findFailedPrecondition } from './preconditions.ts'

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
  // Browsers show it instead of downloading it.
  '.graphql': 'text/plain; charset=utf-8',
}

/** Reads an asset. Rejects as `readFile` does. */
export async function readAsset(path: string): Promise<Asset> {
  return toAsset(await readFile(path), extname(path))
}

/** Makes an asset of bytes. `extension`: as in `.js`. */
export async function toAsset(plain: Buffer, extension: string): Promise<Asset> {
  const etag = createHash('sha256').update(plain).digest('hex').slice(0, 32)
  const mediaType = mediaTypes[extension] ?? 'application/octet-stream'
  return { plain, gzipped: await promisify(gzip)(plain), etag, mediaType }
}

/**
 * Sends an asset in the coding that the client prefers. Sends 304 if the client has it, 412 if it asks for another
 * version, and 406 if it accepts no coding.
 */
export function sendAsset(
  asset: Asset,
  message: IncomingMessage,
  response: ServerResponse,
  headers: OutgoingHttpHeaders,
): void {
  const [coding] = acceptedCodings(message.headers['accept-encoding'], ['gzip', 'identity'])
  const varyHeaders = { ...headers, vary: 'accept-encoding' }
  const refusalHeaders = { ...varyHeaders, 'cache-control': 'no-store' }
  if (coding === undefined) return void response.writeHead(406, refusalHeaders).end()
  const isGzipped = coding === 'gzip'
  const etag = isGzipped ? `${asset.etag}-gzip` : asset.etag
  const responseHeaders = { ...varyHeaders, etag: `"${etag}"` }
  const failed = findFailedPrecondition(message.headers, [etag])
  if (failed?.status === 412) return void response.writeHead(412, refusalHeaders).end()
  if (failed) return void response.writeHead(304, responseHeaders).end()
  const body = isGzipped ? asset.gzipped : asset.plain
  response.writeHead(200, {
    ...responseHeaders,
    ...(isGzipped ? { 'content-encoding': coding } : {}),
    'content-type': asset.mediaType,
    'content-length': body.length,
  })
  response.end(message.method === 'HEAD' ? undefined : body)
}
