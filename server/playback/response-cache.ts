import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Access } from '@lectern/schema/context'
import { LRUCache } from 'lru-cache'
import type { createApi } from '../api/yoga.ts'
import { findFailedPrecondition } from '../preconditions.ts'

/** How long a response is cached. A change is visible at the origin within one second. */
const responseTtlMs = 950
/** The size limits of the cache and of one response, in bytes. */
const cacheLimits = { maxSize: 16 * 1024 ** 2, maxEntrySize: 1024 ** 2 }

type CachedResponse = {
  status: number
  headers: Record<string, string>
  body: Buffer
  etag: string
  isCacheable: boolean
}
type PublicAccess = Extract<Access, { kind: 'public' }>
type PendingResponse = { response: Promise<CachedResponse>; expiresAtMs: number }

/** Checks whether all clients get the same response: GET or HEAD, and not a stream. */
export const isCacheableQuery = ({ method, headers }: IncomingMessage): boolean =>
  (method === 'GET' || method === 'HEAD') && !/event-stream|multipart/i.test(headers.accept ?? '')

/**
 * Answers public GET queries and caches the responses by address, so that a page that a thousand students open at once
 * costs one query. `cacheControl` is the header of a response without errors. Only those are cached.
 */
export function openResponseCache(api: ReturnType<typeof createApi>, cacheControl: string) {
  const sizeCalculation = ({ body }: CachedResponse, key: string) => body.length + key.length
  const cache = new LRUCache<string, CachedResponse>({ ...cacheLimits, sizeCalculation, ttl: responseTtlMs })
  const pendingResponses = new Map<string, PendingResponse>()

  async function fetchResponse(path: string, accept: string, access: Access): Promise<CachedResponse> {
    const response = await api.fetch(
      new URL(path, 'http://content'),
      { headers: { accept } },
      {
        resolveAccess: () => ({ access }),
        cacheControl,
      },
    )
    const headers = Object.fromEntries(response.headers)
    const body = Buffer.from(await response.arrayBuffer())
    const isCacheable = response.status === 200 && response.headers.get('cache-control') === cacheControl
    const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22)
    return { status: response.status, headers, body, etag, isCacheable }
  }

  /** Shares a pending response unless it is too old to contain the latest changes. */
  async function responseFor(key: string, work: () => Promise<CachedResponse>): Promise<CachedResponse> {
    const now = performance.now()
    const existing = pendingResponses.get(key)
    if (existing && existing.expiresAtMs > now) return existing.response
    const pending = { response: work(), expiresAtMs: now + responseTtlMs }
    pendingResponses.set(key, pending)
    try {
      const response = await pending.response
      const remainingMs = Math.floor(pending.expiresAtMs - performance.now())
      if (response.isCacheable && remainingMs > 0) cache.set(key, response, { ttl: remainingMs })
      return response
    } finally {
      if (pendingResponses.get(key) === pending) pendingResponses.delete(key)
    }
  }

  return async (
    message: IncomingMessage,
    response: ServerResponse,
    path: string,
    { originPackage }: PublicAccess,
  ): Promise<void> => {
    const { accept = '*/*' } = message.headers
    const access: Access = { kind: 'public', bypassCache: true, originPackage }
    const key = `${originPackage ?? ''} ${accept} ${path}`
    send(message, response, cache.get(key) ?? (await responseFor(key, () => fetchResponse(path, accept, access))))
  }
}

function send(
  { method, headers: requestHeaders }: IncomingMessage,
  response: ServerResponse,
  { status, headers, body, etag, isCacheable }: CachedResponse,
): void {
  const responseHeaders = isCacheable ? { ...headers, etag: `"${etag}"` } : headers
  const failed = isCacheable ? findFailedPrecondition(requestHeaders, [etag]) : null
  if (failed?.status === 412) return void response.writeHead(412, { 'cache-control': 'no-store' }).end()
  if (failed) return void response.writeHead(304, responseHeaders).end()
  response
    .writeHead(status, { ...responseHeaders, 'content-length': body.length })
    .end(method === 'HEAD' ? undefined : body)
}
