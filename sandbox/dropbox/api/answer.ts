import { randomUUID } from 'node:crypto'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { PartLog } from '../../machine/log-file.ts'

/** An error as a tagged union in Dropbox's format: `{".tag":"path","path":{".tag":"not_found"}}`. */
export type Tagged = { '.tag': string; [key: string]: unknown }

/** An error that an endpoint defines: 409, or 401 for an invalid token. */
export class EndpointError extends Error {
  readonly status: number
  readonly error: Tagged
  readonly summary: string

  constructor(summary: string, status = 409) {
    super(summary)
    this.status = status
    this.summary = summary
    this.error = toTagged(summary.split('/'))
  }
}

/** A call that violates the protocol. The response is plain text with status 400 by default. */
export class ProtocolError extends Error {
  readonly status: number

  constructor(message: string, status = 400) {
    super(message)
    this.status = status
  }
}

/** Sends JSON with exactly the content type that the Python SDK requires. */
export function sendJson(response: ServerResponse, status: number, body: unknown, headers?: OutgoingHttpHeaders) {
  const bytes = Buffer.from(JSON.stringify(body))
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length, ...headers })
  response.end(bytes)
}

/**
 * Sends the response for an error. Unexpected errors are logged and sent as 500. Breaks the connection if the response
 * has started.
 */
export function sendError(response: ServerResponse, error: unknown, log: PartLog) {
  const isExpected = error instanceof EndpointError || error instanceof ProtocolError
  if (!isExpected && !response.destroyed) log.error(`${response.req.method} ${response.req.url} failed`, error)
  if (response.headersSent || response.destroyed) return void response.destroy()
  if (error instanceof EndpointError)
    return sendJson(response, error.status, { error_summary: summaryOf(error), error: error.error })
  const status = error instanceof ProtocolError ? error.status : 500
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(error instanceof Error ? error.message : String(error))
}

/** Creates a request id, which every response carries. */
export const newRequestId = () => randomUUID().replaceAll('-', '')

/** Appends a random number of dots, as Dropbox does to keep clients from comparing summaries. */
const summaryOf = ({ summary }: EndpointError) => `${summary}/${'.'.repeat(Math.floor(Math.random() * 4))}`

function toTagged([tag = 'other', ...rest]: string[]): Tagged {
  return rest.length === 0 ? { '.tag': tag } : { '.tag': tag, [tag]: toTagged(rest) }
}
