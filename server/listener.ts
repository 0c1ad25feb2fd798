import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Log, loggedPath } from './log.ts'
import { within } from './request.ts'

/** Answers one request. What it throws is logged and told as 500. */
export type Handler = (message: IncomingMessage, response: ServerResponse) => Promise<void> | void

/** A handler that failed before it began to answer says only the id under which the log tells more. */
function fail(response: ServerResponse, requestId: string): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`Something went wrong on our side. Try again; if it stays so, tell us this number: ${requestId}\n`)
}

/** An HTTP server whose requests have an id (header `x-request-id`), a log line and a last resort. */
export function createListener(log: Log, handler: Handler): Server {
  return createServer((message, response) =>
    within(message, async ({ id }) => {
      const began = performance.now()
      const { method, url } = message
      response.setHeader('x-request-id', id)
      response.on('close', () => {
        const milliseconds = Math.round(performance.now() - began)
        const line = { method, path: loggedPath(url), status: response.statusCode, milliseconds, requestId: id }
        log.debug(line, response.writableFinished ? 'answered' : 'broken off')
      })
      try {
        await handler(message, response)
      } catch (error) {
        log.error({ err: error, method, path: loggedPath(url) }, 'A request failed')
        fail(response, id)
      }
    }),
  )
}

/** Listens on a port of each of these addresses that this machine has. */
export async function listen(server: Server, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen(port, host, () => resolve())
  await promise
  server.removeListener('error', reject)
}

/** Lets running answers come to their end, but not for longer than `milliseconds`. */
export async function closeListener(server: Server, milliseconds = 5_000): Promise<void> {
  if (!server.listening) return
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  server.closeIdleConnections()
  const late = setTimeout(() => server.closeAllConnections(), milliseconds)
  await promise
  clearTimeout(late)
}
