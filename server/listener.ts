import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { BlockList } from 'node:net'
import { type Log, redactPath } from './log.ts'
import { runInRequest } from './request.ts'

/** Answers one request. Errors that it throws are logged and answered with 500. */
export type Handler = (message: IncomingMessage, response: ServerResponse) => Promise<void> | void

/** The time limits of a connection, in milliseconds. */
export type HttpTimeouts = {
  /** For receiving all headers of a request (408). Limits the cost of slow clients. */
  headersTimeout: number
  /** For receiving a whole request including its body (408). */
  requestTimeout: number
  /**
   * For waiting for the next request. Longer than that of proxies (usually 60 seconds), so that the proxy closes first.
   */
  keepAliveTimeout: number
  /** For a connection without any traffic. 0 disables it, which event streams need. */
  idleTimeout: number
  /** How often the first two limits are checked. */
  connectionsCheckingInterval: number
}

const defaultTimeouts: HttpTimeouts = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
  idleTimeout: 0,
  connectionsCheckingInterval: 2_000,
}

/** The size limit of a request's headers in bytes (431). */
const maxHeaderSize = 16 * 1024

type Options = {
  /** The proxies whose `X-Forwarded-For` is trusted. */
  trustedProxies: BlockList
  timeouts?: Partial<HttpTimeouts>
}

/** Matches a request target in absolute form, which clients send to proxies: its host, path, and query. */
const absoluteTarget = /^https?:\/\/([^/?#@\s]+)(\/[^?#]*)?(\?[^#]*)?/i

/** Shortens an absolute request target to its path and query. Its host replaces the `Host` header (RFC 9112 §3.2.2). */
function shortenTarget(message: IncomingMessage): void {
  const [match, host, path = '/', query = ''] = absoluteTarget.exec(message.url ?? '') ?? []
  if (match === undefined) return
  message.url = path + query
  message.headers.host = host
}

/** Sends a 500 with only the request id. The log has the details under this id. */
function sendInternalError(response: ServerResponse, requestId: string): void {
  if (response.writableEnded) return
  if (response.headersSent) return void response.destroy()
  response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(
    `Something went wrong on our side. Try again. If it happens again, send your administrator this number: ${requestId}\n`,
  )
}

/** Creates an HTTP server that gives each request an id (`x-request-id`) and a log line, and handles its errors. */
export function createListener(log: Log, handler: Handler, { trustedProxies, timeouts: overrides }: Options): Server {
  const { idleTimeout, ...timeouts } = { ...defaultTimeouts, ...overrides }
  const server = createServer({ ...timeouts, maxHeaderSize }, (message, response) => {
    shortenTarget(message)
    return runInRequest(message, trustedProxies, async request => {
      const { id } = request
      const startedAtMs = performance.now()
      const { method, url } = message
      response.setHeader('x-request-id', id)
      response.on('close', () => {
        const milliseconds = Math.round(performance.now() - startedAtMs)
        const line = {
          method,
          path: redactPath(url),
          status: response.statusCode,
          milliseconds,
          requestId: id,
          actor: request.actor,
        }
        log.debug(line, response.writableFinished ? 'Response sent' : 'Connection closed early')
      })
      try {
        await handler(message, response)
      } catch (error) {
        log.error({ err: error, method, path: redactPath(url) }, 'Request failed')
        sendInternalError(response, id)
      }
    })
  })
  server.timeout = idleTimeout
  return server
}

/** How many connections may wait when a school opens a lesson at once. The kernel may enforce a lower limit. */
const backlog = 4096

/** Listens on a port of this address. Rejects if the address or port is unavailable. */
export async function listen(server: Server, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen({ port, host, backlog }, () => resolve())
  await promise
  server.removeListener('error', reject)
}

/** Closes the server. Requests in progress may finish within `timeoutMs`. */
export async function closeListener(server: Server, timeoutMs = 5_000): Promise<void> {
  if (!server.listening) return
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), timeoutMs)
  await promise
  clearTimeout(timer)
}
