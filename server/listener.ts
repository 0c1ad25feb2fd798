import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { BlockList } from 'node:net'
import { type Log, redactPath } from './log.ts'
import { runInRequest } from './request.ts'

/** Answers one request. What it throws is logged and told as 500. */
export type Handler = (message: IncomingMessage, response: ServerResponse) => Promise<void> | void

/** How long a connection may take for what, in milliseconds. */
export type HttpTimeouts = {
  /** For sending all headers of a request (408): whoever sends them drop by drop costs no more than that. */
  headersTimeout: number
  /** For sending a whole request, its body included (408). */
  requestTimeout: number
  /** For the next request: longer than the proxies in front (60 s as a rule), so that they are the ones who hang up. */
  keepAliveTimeout: number
  /** For taking any of an answer that waits to be sent, or none at all; 0: for ever, which is what streams of events need. */
  idleTimeout: number
  /** How often the first two are looked at. */
  connectionsCheckingInterval: number
}

const defaultTimeouts: HttpTimeouts = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
  idleTimeout: 0,
  connectionsCheckingInterval: 2_000,
}

/** Longer headers are not read (431), in bytes. */
const maxHeaderSize = 16 * 1024

type Options = {
  /** Proxies whose word about a client's address is taken. */
  trustedProxies: BlockList
  timeouts?: Partial<HttpTimeouts>
}

/** A handler that failed before it began to answer says only the id under which the log tells more. */
function sendInternalError(response: ServerResponse, requestId: string): void {
  if (response.writableEnded) return
  if (response.headersSent) return void response.destroy()
  response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`Something went wrong on our side. Try again; if it stays so, tell us this number: ${requestId}\n`)
}

/** An HTTP server whose requests have an id (header `x-request-id`), a log line and a last resort. */
export function createListener(log: Log, handler: Handler, { trustedProxies, timeouts: overrides }: Options): Server {
  const { idleTimeout, ...timeouts } = { ...defaultTimeouts, ...overrides }
  const server = createServer({ ...timeouts, maxHeaderSize }, (message, response) =>
    runInRequest(message, trustedProxies, async ({ id }) => {
      const startedAtMs = performance.now()
      const { method, url } = message
      response.setHeader('x-request-id', id)
      response.on('close', () => {
        const milliseconds = Math.round(performance.now() - startedAtMs)
        const line = { method, path: redactPath(url), status: response.statusCode, milliseconds, requestId: id }
        log.debug(line, response.writableFinished ? 'answered' : 'broken off')
      })
      try {
        await handler(message, response)
      } catch (error) {
        log.error({ err: error, method, path: redactPath(url) }, 'A request failed')
        sendInternalError(response, id)
      }
    }),
  )
  server.timeout = idleTimeout
  return server
}

/** Connections that may wait to be taken up when a school opens a lesson at once; the kernel allows fewer where it is set so. */
const backlog = 4096

/** Listens on a port of each of these addresses that this machine has. */
export async function listen(server: Server, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen({ port, host, backlog }, () => resolve())
  await promise
  server.removeListener('error', reject)
}

/** Lets running answers come to their end, but not for longer than `milliseconds`. */
export async function closeListener(server: Server, timeoutMs = 5_000): Promise<void> {
  if (!server.listening) return
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), timeoutMs)
  await promise
  clearTimeout(timer)
}
