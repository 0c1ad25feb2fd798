import { validateHeaderName, validateHeaderValue } from 'node:http'
import { z } from 'zod'

const targets = ['dropbox', 's3', 'mediaconvert', 'eventbridge'] as const

/** The stand-ins (and the real S3 behind its pass-through) that can be disturbed. */
export type Target = (typeof targets)[number]

const fields = ['status', 'headers', 'body', 'afterBytes', 'delayMs', 'code'] as const
type Field = (typeof fields)[number]

/** What a kind needs and takes beside the fields that all have, and the calls that it can strike: of a target any, or just these. */
type Kind = { needs?: Field[]; takes?: Field[]; strikes: Partial<Record<Target, 'any' | string[]>> }

const answers = { dropbox: 'any', s3: 'any', mediaconvert: 'any' } as const
const everything = { ...answers, eventbridge: 'any' } as const
const newJobs = { mediaconvert: ['CreateJob'] }
const listings = { dropbox: ['files/list_folder', 'files/list_folder/continue'] }

/** What each one does: strike.ts for those of any answer, eventbridge and the stand-ins of Dropbox and MediaConvert for their own. */
const kinds = {
  status: { needs: ['status'], takes: ['headers', 'body'], strikes: everything },
  'late-status': { needs: ['status'], takes: ['headers', 'body'], strikes: everything },
  reset: { takes: ['afterBytes'], strikes: everything },
  cut: { takes: ['afterBytes'], strikes: answers },
  stall: { needs: ['delayMs'], takes: ['afterBytes'], strikes: answers },
  delay: { needs: ['delayMs'], strikes: answers },
  flip: { takes: ['afterBytes'], strikes: answers },
  'ignore-range': { strikes: { dropbox: ['files/download'], s3: ['GetObject'] } },
  'reset-cursor': { strikes: { dropbox: ['files/list_folder/continue', 'files/list_folder/longpoll'] } },
  'duplicate-entries': { strikes: listings },
  'empty-page': { strikes: listings },
  change: { strikes: { dropbox: ['files/download'] } },
  drop: { strikes: { eventbridge: ['Deliver'], dropbox: ['Notify'] } },
  duplicate: { strikes: { eventbridge: ['Deliver'] } },
  reorder: { strikes: { eventbridge: ['Deliver'] } },
  'job-error': { needs: ['code'], strikes: newJobs },
  'bad-output': { strikes: newJobs },
} satisfies Record<string, Kind>

const kindNames = Object.keys(kinds) as (keyof typeof kinds)[]

const faultShape = z
  .strictObject({
    target: z.enum(targets),
    /** The protocol's own name of the call (`files/download`, `UploadPart`, `CreateJob`, `Deliver`), or `*` for any that the kind can strike. */
    operation: z.string().min(1),
    /** Strikes only calls whose path, key or file contains this. */
    match: z.string().min(1).optional(),
    /** How many calls it still strikes. */
    times: z.int().min(1).default(1),
    kind: z.enum(kindNames),
    /** What `status` and `late-status` answer. */
    status: z.int().min(200).max(599).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.string().optional(),
    /** Body bytes that go out as ever. See strike.ts for what its absence means. */
    afterBytes: z.int().min(0).optional(),
    /** Milliseconds of silence. */
    delayMs: z
      .int()
      .min(1)
      .max(2 ** 31 - 1)
      .optional(),
    /** The error code that the job ends with. */
    code: z.int().min(1).optional(),
  })
  .superRefine((fault, problems) => {
    const refuse = (field: keyof typeof fault, message: string) =>
      problems.addIssue({ code: 'custom', path: [field], message })
    const { kind, target, operation } = fault
    const { needs = [], takes = [], strikes }: Kind = kinds[kind]
    for (const field of fields) {
      if (needs.includes(field) && fault[field] === undefined) refuse(field, `is needed by kind "${kind}"`)
      if (!needs.includes(field) && !takes.includes(field) && fault[field] !== undefined)
        refuse(field, `means nothing to kind "${kind}"`)
    }
    if (!strikes[target]) refuse('kind', `"${kind}" exists only for ${places(strikes)}`)
    else if (operation !== '*' && !canStrike(kind, target, operation))
      refuse('operation', `"${kind}" exists only for ${places(strikes)}`)
    for (const [name, value] of Object.entries(fault.headers ?? {}))
      try {
        validateHeaderName(name)
        validateHeaderValue(name, value)
      } catch (error) {
        refuse('headers', (error as Error).message)
      }
  })

/** One disturbance that somebody asked for. `times` counts down as it strikes. */
export type Fault = z.infer<typeof faultShape>

/** Whether that call is the fault's to strike. `Notify` is a call of Dropbox's own, which has no answer to be disturbed. */
export function strikes({ kind, match = '', ...fault }: Fault, target: Target, operation: string, subject: string) {
  return (
    fault.target === target &&
    (fault.operation === '*' || fault.operation === operation) &&
    canStrike(kind, target, operation) &&
    subject.includes(match)
  )
}

function canStrike(kind: Fault['kind'], target: Target, operation: string): boolean {
  const operations = (kinds[kind] as Kind).strikes[target]
  return operations === 'any' ? operation !== 'Notify' : (operations?.includes(operation) ?? false)
}

const places = (strikes: Kind['strikes']) =>
  Object.entries(strikes)
    .map(([target, operations]) => (operations === 'any' ? `"${target}"` : `"${target}" (${operations.join(', ')})`))
    .join(', ')

/** The faults in a text of JSON, or a sentence for each thing that is wrong with it. */
export function readFaults(body: string): Fault[] | string {
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
  if (field === 'kind' && !kindNames.some(kind => kind === given))
    return `Fault ${String(index)}: kind ${JSON.stringify(given)} is not known; there are ${kindNames.join(', ')}.`
  return `Fault ${String(index)}: ${[field, ...deeper].map(String).join('.')}: ${message}.`
}
