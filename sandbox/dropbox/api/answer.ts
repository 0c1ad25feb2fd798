import { randomUUID } from 'node:crypto'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'

/** A tagged union as Dropbox writes errors: `{".tag":"path","path":{".tag":"not_found"}}`. */
export type Tagged = { '.tag': string; [key: string]: unknown }

/** A call that is refused with an error of its endpoint: 409, or 401 where the token is the trouble. */
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

/** A call that breaks the protocol: 400 with text for a person (other statuses where said). */
export class ProtocolError extends Error {
  readonly status: number

  constructor(message: string, status = 400) {
    super(message)
    this.status = status
  }
}

/** JSON with exactly the content type that the Python SDK insists on. */
export function sendJson(response: ServerResponse, status: number, body: unknown, headers?: OutgoingHttpHeaders) {
  const bytes = Buffer.from(JSON.stringify(body))
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length, ...headers })
  response.end(bytes)
}

/** Answers as a thrown thing asks for; anything unexpected is 500. When an answer has begun, it is broken off. */
export function sendError(response: ServerResponse, error: unknown) {
  if (response.headersSent || response.destroyed) return void response.destroy()
  if (error instanceof EndpointError)
    return sendJson(response, error.status, { error_summary: summaryOf(error), error: error.error })
  const status = error instanceof ProtocolError ? error.status : 500
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(error instanceof Error ? error.message : String(error))
}

/** Every answer carries one. */
export const newRequestId = () => randomUUID().replaceAll('-', '')

/** The real summary ends with any number of dots, so that nobody compares it. */
const summaryOf = ({ summary }: EndpointError) => `${summary}/${'.'.repeat(Math.floor(Math.random() * 4))}`

function toTagged([tag = 'other', ...rest]: string[]): Tagged {
  return rest.length === 0 ? { '.tag': tag } : { '.tag': tag, [tag]: toTagged(rest) }
}
