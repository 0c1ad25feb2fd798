import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { canApply, type Fault, type FaultTarget, parseFaults } from './fault.ts'

/** One disturbance that happened: which call it hit, and when (ISO 8601, UTC). */
export type AppliedFault = {
  time: string
  target: FaultTarget
  operation: string
  subject: string
  kind: Fault['kind']
}

/**
 * What is to go wrong on purpose, what did, and how often each operation was called: one registry for all stand-ins of a
 * process. It only decides; the stand-ins carry out what `take` hands them, so that a call is counted even when nothing strikes.
 */
export class Faults {
  #remaining: Fault[] = []
  #applied: AppliedFault[] = []
  /** How often each operation was called since the start, struck or not. */
  readonly calls: Record<FaultTarget, Record<string, number>> = {
    dropbox: {},
    s3: {},
    mediaconvert: {},
    eventbridge: {},
  }

  /** What has not struck yet. */
  get remaining(): readonly Fault[] {
    return this.#remaining
  }

  /** Adds faults behind those that are left; the first that fits a call strikes it. The caller's objects are not changed. */
  add(faults: Fault[]) {
    this.#remaining.push(...faults.map(fault => ({ ...fault })))
  }

  /** Forgets what is left and what was done; what was counted stays. */
  clear() {
    this.#remaining = []
    this.#applied = []
  }

  /**
   * Counts the call, and takes one strike of the first fault that fits: same target, operation equal or `*`, a kind that means
   * something to that operation, and `match` contained in `subject`. To be called exactly once for each call, when its subject (path,
   * key, file) is known.
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
   * `POST /faults` adds a list, `DELETE /faults` forgets what is left and what was done, `GET /faults` shows
   * `{left: Fault[], done: Strike[]}` (so do the other two when they are through), `GET /faults/calls` counts the calls by
   * target and operation since the start. A list with one bad fault is refused whole: 400 with a sentence for each bad field.
   */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const sendJson = (status: number, body: unknown) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body, null, 1)}\n`)
    const sendText = (status: number, message: string) =>
      void response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${message}\n`)

    if (pathname === '/faults/calls' && request.method === 'GET') return sendJson(200, this.calls)
    if (pathname !== '/faults') return sendText(404, 'There are /faults, /faults/calls and /faults/bill.')
    if (request.method === 'POST') {
      const parsed = parseFaults(await text(request))
      if (typeof parsed === 'string') return sendText(400, parsed)
      this.add(parsed)
    } else if (request.method === 'DELETE') this.clear()
    else if (request.method !== 'GET')
      return sendText(405, 'Faults are added by POST, shown by GET, cleared by DELETE.')
    sendJson(200, { left: this.#remaining, done: this.#applied })
  }
}
