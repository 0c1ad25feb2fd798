import type { IncomingMessage, ServerResponse } from 'node:http'
import { validateHeaderName, validateHeaderValue } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

const targets = ['dropbox', 's3', 'mediaconvert', 'eventbridge'] as const
const kinds = ['status', 'late-status', 'reset', 'drop', 'duplicate'] as const

const faultShape = z
  .strictObject({
    target: z.enum(targets),
    /** The protocol's own name of the call (`files/download`, `UploadPart`, `CreateJob`, `Deliver`), or `*` for any. */
    operation: z.string().min(1),
    /** Strikes only calls whose path, key or file contains this. */
    match: z.string().min(1).optional(),
    /** How many calls it still strikes. */
    times: z.int().min(1).default(1),
    kind: z.enum(kinds),
    /** What `status` and `late-status` answer. */
    status: z.int().min(200).max(599).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.string().optional(),
    /** Only `reset`: body bytes that go out first. See strike.ts for what its absence means. */
    afterBytes: z.int().min(0).optional(),
  })
  .superRefine((fault, problems) => {
    const answers = fault.kind === 'status' || fault.kind === 'late-status'
    const refuse = (field: keyof typeof fault, message: string) =>
      problems.addIssue({ code: 'custom', path: [field], message })
    if (answers && fault.status === undefined) refuse('status', `is needed by kind "${fault.kind}"`)
    for (const field of ['status', 'headers', 'body'] as const)
      if (!answers && fault[field] !== undefined) refuse(field, `means nothing to kind "${fault.kind}"`)
    if (fault.kind !== 'reset' && fault.afterBytes !== undefined)
      refuse('afterBytes', `means nothing to kind "${fault.kind}"`)
    if ((fault.kind === 'drop' || fault.kind === 'duplicate') && fault.target !== 'eventbridge')
      refuse('kind', `"${fault.kind}" exists only for the target "eventbridge"`)
    for (const [name, value] of Object.entries(fault.headers ?? {}))
      try {
        validateHeaderName(name)
        validateHeaderValue(name, value)
      } catch (error) {
        refuse('headers', (error as Error).message)
      }
  })

/** The stand-ins (and the real S3 behind its pass-through) that can be disturbed. */
export type Target = (typeof targets)[number]

/** One disturbance that somebody asked for. `times` counts down as it strikes. What each kind does: strike.ts, and eventbridge for its own two. */
export type Fault = z.infer<typeof faultShape>

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

  /** Adds faults behind those that are left; the first that fits a call strikes it. The caller's objects are not changed. */
  add(faults: Fault[]) {
    this.#left.push(...faults.map(fault => ({ ...fault })))
  }

  /**
   * Counts the call, and takes one strike of the first fault that fits: same target, operation equal or `*`, and `match`
   * contained in `subject`. To be called exactly once for each call, when its subject (path, key, file) is known.
   */
  take(target: Target, operation: string, subject: string): Fault | undefined {
    const calls = this.calls[target]
    calls[operation] = (calls[operation] ?? 0) + 1
    const fault = this.#left.find(
      left =>
        left.target === target &&
        (left.operation === '*' || left.operation === operation) &&
        subject.includes(left.match ?? ''),
    )
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
    if (pathname !== '/faults') return refuse(404, 'There are /faults and /faults/calls.')
    if (request.method === 'POST') {
      const asked = readFaults(await text(request))
      if (typeof asked === 'string') return refuse(400, asked)
      this.add(asked)
    } else if (request.method === 'DELETE') {
      this.#left = []
      this.#done = []
    } else if (request.method !== 'GET')
      return refuse(405, 'Faults are added by POST, shown by GET, cleared by DELETE.')
    answer(200, { left: this.#left, done: this.#done })
  }
}

function readFaults(body: string): Fault[] | string {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch (error) {
    return `The body is not JSON: ${(error as Error).message}.`
  }
  const read = z.array(faultShape, 'The body must be a list of faults').safeParse(json)
  return read.success ? read.data : read.error.issues.map(issue => sentence(json, issue)).join('\n')
}

function sentence(json: unknown, { path, message }: z.core.$ZodIssue) {
  const [index, field, ...deeper] = path
  if (index === undefined) return `${message}.`
  if (field === undefined) return `Fault ${String(index)}: ${message}.`
  const given = (json as Record<PropertyKey, unknown>[])[index as number]?.[field]
  if (field === 'kind' && !kinds.some(kind => kind === given))
    return `Fault ${String(index)}: kind ${JSON.stringify(given)} is not known; there are ${kinds.join(', ')}.`
  return `Fault ${String(index)}: ${[field, ...deeper].map(String).join('.')}: ${message}.`
}
