import { randomUUID } from 'node:crypto'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'

/** A tagged union as Dropbox writes errors: `{".tag":"path","path":{".tag":"not_found"}}`. */
export type Tagged = { '.tag': string; [key: string]: unknown }

/** A call that is refused with an error of its endpoint: 409, or 401 where the token is the trouble. */
export class Refusal extends Error {
  readonly status: number
  readonly error: Tagged
  readonly summary: string

  constructor(summary: string, status = 409) {
    super(summary)
    this.status = status
    this.summary = summary
    this.error = tagged(summary.split('/'))
  }
}

/** A call that breaks the protocol: 400 with text for a person (other statuses where said). */
export class BadCall extends Error {
  readonly status: number

  constructor(message: string, status = 400) {
    super(message)
    this.status = status
  }
}

/** JSON with exactly the content type that the Python SDK insists on. */
export function answerJson(response: ServerResponse, status: number, body: unknown, headers?: OutgoingHttpHeaders) {
  const bytes = Buffer.from(JSON.stringify(body))
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length, ...headers })
  response.end(bytes)
}

/** Answers as a thrown thing asks for; anything unexpected is 500. When an answer has begun, it is broken off. */
export function answerFailure(response: ServerResponse, failure: unknown) {
  if (response.headersSent || response.destroyed) return void response.destroy()
  if (failure instanceof Refusal)
    return answerJson(response, failure.status, { error_summary: summaryOf(failure), error: failure.error })
  const status = failure instanceof BadCall ? failure.status : 500
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(failure instanceof Error ? failure.message : String(failure))
}

/** Every answer carries one. */
export const newRequestId = () => randomUUID().replaceAll('-', '')

/** The real summary ends with any number of dots, so that nobody compares it. */
const summaryOf = ({ summary }: Refusal) => `${summary}/${'.'.repeat(Math.floor(Math.random() * 4))}`

function tagged([tag = 'other', ...deeper]: string[]): Tagged {
  return deeper.length === 0 ? { '.tag': tag } : { '.tag': tag, [tag]: tagged(deeper) }
}
