import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import type { S3ServiceException } from '@aws-sdk/client-s3'
import type { Database } from '@lectern/domain/database'
import type { ContentVersion } from '@lectern/domain/files/content-version'
import { pathKey } from '@lectern/domain/files/path-key'
import { findFile } from '@lectern/domain/files/version-files'
import { decodeLeniently } from '@lectern/domain/playback/content-address'
import { get, type ObjectStore } from '../storage/s3.ts'

/** Where pages think that they are. Browsers treat `localhost` as secure, as they do the address of teachers. */
export const pageOrigin = 'http://lesson.localhost'

/** A server for one content version on a port of this machine. `throwIfFailed`: throws if a file could not be read. */
export type VersionServer = { port: number; throwIfFailed(): void } & AsyncDisposable

/**
 * Serves the files of a content version to a browser that uses this server as its proxy. Nothing else exists: requests for
 * other hosts, tunnels, and everything that is not GET or HEAD are refused, and nothing leaves this machine.
 */
export async function serveVersion(
  { database, store }: { database: Database; store: ObjectStore },
  version: ContentVersion,
): Promise<VersionServer> {
  let failure: unknown = null
  const server = createServer((message, response) => {
    sendFile(database, store, version, message, response).catch(error => {
      // A browser that does not need the rest of a file closes the connection.
      if (!response.destroyed) failure ??= error
      response.destroy()
    })
  })
  server.on('connect', (_message, socket) => socket.destroy())
  server.on('upgrade', (_message, socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    throwIfFailed() {
      if (failure !== null) throw failure
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function sendFile(
  database: Database,
  store: ObjectStore,
  version: ContentVersion,
  { method, url = '', headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const address = URL.parse(url)
  if (address?.origin !== pageOrigin || (method !== 'GET' && method !== 'HEAD'))
    return void response.writeHead(403).end()
  const path = decodeLeniently(address.pathname.slice(1))
  // The player is left out: pages are compared as the author made them, with the videos as files.
  if (pathKey(path).startsWith('lectern/'))
    return void response.writeHead(200, { 'content-type': 'text/javascript' }).end()
  const isFolder = path === '' || path.endsWith('/')
  const index = ['index.html', 'index.htm'].map(name => `${isFolder ? path : `${path}/`}${name}`)
  const file = await findFile(database, version, isFolder ? index : [path, ...index])
  if (!file) return void response.writeHead(404).end()
  if (!isFolder && pathKey(file.path) !== pathKey(path))
    return void response.writeHead(302, { location: `${address.pathname}/${address.search}` }).end()
  const found = await get(store, file.key, { versionId: file.versionId, range: headers.range }).catch(error => {
    // A page may ask for any part of a file, and Chromium asks for the first byte of a video that is empty.
    if ((error as S3ServiceException).$metadata?.httpStatusCode === 416) return null
    throw error
  })
  if (!found) return void response.writeHead(416).end()
  const { Body, ContentRange, ContentLength } = found
  response.writeHead(ContentRange ? 206 : 200, {
    'content-type': file.mediaType,
    'accept-ranges': 'bytes',
    ...(file.contentEncoding === null ? {} : { 'content-encoding': file.contentEncoding }),
    ...(ContentRange ? { 'content-range': ContentRange } : {}),
    ...(ContentLength === undefined ? {} : { 'content-length': ContentLength }),
  })
  if (method === 'HEAD') {
    Body.destroy()
    return void response.end()
  }
  await pipeline(Body, response)
}
