import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { type Fault, readFaults, strikes, type Target } from './fault.ts'

/** One disturbance that happened: which call it hit, and when (ISO 8601, UTC). */
export type Strike = { time: string; target: Target; operation: string; subject: string; kind: Fault['kind'] }

/**
 * What is to go wrong on purpose, what did, and how often each operation was called: one registry for all stand-ins of a
 * process. It only decides; the stand-ins carry out what `take` hands them, so that a call is counted even when nothing strikes.
 */
export class Faults {
  #left: Fault[] = []
  #done: Strike[] = []
  /** How often each operation was called since the start, struck or not. */
  readonly calls: Record<Target, Record<string, number>> = { dropbox: {}, s3: {}, mediaconvert: {}, eventbridge: {} }

  /** What has not struck yet. */
  get left(): readonly Fault[] {
    return this.#left
  }

  /** Adds faults behind those that are left; the first that fits a call strikes it. The caller's objects are not changed. */
  add(faults: Fault[]) {
    this.#left.push(...faults.map(fault => ({ ...fault })))
  }

  /** Forgets what is left and what was done; what was counted stays. */
  clear() {
    this.#left = []
    this.#done = []
  }

  /**
   * Counts the call, and takes one strike of the first fault that fits: same target, operation equal or `*`, a kind that means
   * something to that operation, and `match` contained in `subject`. To be called exactly once for each call, when its subject (path,
   * key, file) is known.
   */
  take(target: Target, operation: string, subject: string): Fault | undefined {
    const calls = this.calls[target]
    calls[operation] = (calls[operation] ?? 0) + 1
    const fault = this.#left.find(left => strikes(left, target, operation, subject))
    if (!fault) return undefined
    fault.times -= 1
    this.#left = this.#left.filter(left => left.times > 0)
    this.#done.push({ time: new Date().toISOString(), target, operation, subject, kind: fault.kind })
    return fault
  }

  /**
   * `POST /faults` adds a list, `DELETE /faults` forgets what is left and what was done, `GET /faults` shows
   * `{left: Fault[], done: Strike[]}` (so do the other two when they are through), `GET /faults/calls` counts the calls by
   * target and operation since the start. A list with one bad fault is refused whole: 400 with a sentence for each bad field.
   */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const answer = (status: number, body: unknown) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body, null, 1)}\n`)
    const refuse = (status: number, sentence: string) =>
      void response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`)

    if (pathname === '/faults/calls' && request.method === 'GET') return answer(200, this.calls)
    if (pathname !== '/faults') return refuse(404, 'There are /faults, /faults/calls and /faults/bill.')
    if (request.method === 'POST') {
      const asked = readFaults(await text(request))
      if (typeof asked === 'string') return refuse(400, asked)
      this.add(asked)
    } else if (request.method === 'DELETE') this.clear()
    else if (request.method !== 'GET') return refuse(405, 'Faults are added by POST, shown by GET, cleared by DELETE.')
    answer(200, { left: this.#left, done: this.#done })
  }
}
