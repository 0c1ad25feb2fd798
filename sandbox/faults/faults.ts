import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { canApply, type Fault, type FaultTarget, parseFaults } from './fault.ts'

/** A fault that was applied: the call, and the time (ISO 8601, UTC). */
export type AppliedFault = {
  time: string
  target: FaultTarget
  operation: string
  subject: string
  kind: Fault['kind']
}

/**
 * Holds the remaining and applied faults, and counts the calls of each operation. All stand-ins of a process share one.
 * It only selects faults; the stand-ins apply what `take` returns.
 */
export class Faults {
  #remaining: Fault[] = []
  #applied: AppliedFault[] = []
  /** The number of calls of each operation since the start, with or without a fault. */
  readonly calls: Record<FaultTarget, Record<string, number>> = {
    dropbox: {},
    s3: {},
    mediaconvert: {},
    eventbridge: {},
    smtp: {},
  }

  /** The faults that have not been applied yet. */
  get remaining(): readonly Fault[] {
    return this.#remaining
  }

  /** Appends faults to the remaining ones. The first match applies to a call. Does not modify the caller's objects. */
  add(faults: Fault[]) {
    this.#remaining.push(...faults.map(fault => ({ ...fault })))
  }

  /** Clears remaining and applied faults. Keeps the call counts. */
  clear() {
    this.#remaining = []
    this.#applied = []
  }

  /**
   * Counts the call and uses up one application of the first matching fault. A fault matches by target, operation (or
   * `*`), a kind that applies to the operation, and a `match` that `subject` contains. Call this exactly once for each
   * call, when its subject (path, key, file) is known.
   */
  take(target: FaultTarget, operation: string, subject: string): Fault | undefined {
    const calls = this.calls[target]
    calls[operation] = (calls[operation] ?? 0) + 1
    const fault = this.#remaining.find(candidate => canApply(candidate, target, operation, subject))
    if (!fault) return undefined
    fault.times -= 1
    this.#remaining = this.#remaining.filter(candidate => candidate.times > 0)
    this.#applied.push({ time: new Date().toISOString(), target, operation, subject, kind: fault.kind })
    return fault
  }

  /**
   * Serves the HTTP API of faults. `POST /faults` adds a list, `DELETE /faults` clears remaining and applied faults,
   * and `GET /faults` shows them. All three return `{left: Fault[], done: AppliedFault[]}`. `GET /faults/calls` returns
   * the calls by target and operation since the start. A list with an invalid fault is rejected whole: 400 with a line
   * for each invalid field.
   */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const sendJson = (status: number, body: unknown) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body, null, 1)}\n`)
    const sendText = (status: number, message: string) =>
      void response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${message}\n`)

    if (pathname === '/faults/calls' && request.method === 'GET') return sendJson(200, this.calls)
    if (pathname !== '/faults') return sendText(404, 'Not found. Use /faults, /faults/calls, or /faults/bill.')
    if (request.method === 'POST') {
      const parsed = parseFaults(await text(request))
      if (typeof parsed === 'string') return sendText(400, parsed)
      this.add(parsed)
    } else if (request.method === 'DELETE') this.clear()
    else if (request.method !== 'GET')
      return sendText(405, 'Method not allowed. Use POST to add faults, GET to show them, or DELETE to clear them.')
    sendJson(200, { left: this.#remaining, done: this.#applied })
  }
}
