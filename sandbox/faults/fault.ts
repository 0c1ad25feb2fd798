import { validateHeaderName, validateHeaderValue } from 'node:http'
import { z } from 'zod'

const targets = ['dropbox', 's3', 'mediaconvert', 'eventbridge'] as const

/** The stand-ins (and the real S3 behind its pass-through) that can be disturbed. */
export type FaultTarget = (typeof targets)[number]

const fields = ['status', 'headers', 'body', 'afterBytes', 'delayMs', 'code'] as const
type Field = (typeof fields)[number]

/** What a kind needs and takes beside the fields that all have, and the calls that it can strike: of a target any, or just these. */
type KindRules = { required?: Field[]; optional?: Field[]; appliesTo: Partial<Record<FaultTarget, 'any' | string[]>> }

const respondingTargets = { dropbox: 'any', s3: 'any', mediaconvert: 'any' } as const
const allTargets = { ...respondingTargets, eventbridge: 'any' } as const
const jobCreation = { mediaconvert: ['CreateJob'] }
const listingCalls = { dropbox: ['files/list_folder', 'files/list_folder/continue'] }

/** What each one does: strike.ts for those of any answer, eventbridge and the stand-ins of Dropbox and MediaConvert for their own. */
const kinds = {
  status: { required: ['status'], optional: ['headers', 'body'], appliesTo: allTargets },
  'late-status': { required: ['status'], optional: ['headers', 'body'], appliesTo: allTargets },
  reset: { optional: ['afterBytes'], appliesTo: allTargets },
  cut: { optional: ['afterBytes'], appliesTo: respondingTargets },
  stall: { required: ['delayMs'], optional: ['afterBytes'], appliesTo: respondingTargets },
  delay: { required: ['delayMs'], appliesTo: respondingTargets },
  flip: { optional: ['afterBytes'], appliesTo: respondingTargets },
  'ignore-range': { appliesTo: { dropbox: ['files/download'], s3: ['GetObject'] } },
  'reset-cursor': { appliesTo: { dropbox: ['files/list_folder/continue', 'files/list_folder/longpoll'] } },
  'duplicate-entries': { appliesTo: listingCalls },
  'empty-page': { appliesTo: listingCalls },
  change: { appliesTo: { dropbox: ['files/download'] } },
  drop: { appliesTo: { eventbridge: ['Deliver'], dropbox: ['Notify'] } },
  duplicate: { appliesTo: { eventbridge: ['Deliver'] } },
  reorder: { appliesTo: { eventbridge: ['Deliver'] } },
  'job-error': { required: ['code'], appliesTo: jobCreation },
  'bad-output': { appliesTo: jobCreation },
} satisfies Record<string, KindRules>

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
    const { required = [], optional = [], appliesTo }: KindRules = kinds[kind]
    for (const field of fields) {
      if (required.includes(field) && fault[field] === undefined) refuse(field, `is needed by kind "${kind}"`)
      if (!required.includes(field) && !optional.includes(field) && fault[field] !== undefined)
        refuse(field, `means nothing to kind "${kind}"`)
    }
    if (!appliesTo[target]) refuse('kind', `"${kind}" exists only for ${describeTargets(appliesTo)}`)
    else if (operation !== '*' && !canKindApply(kind, target, operation))
      refuse('operation', `"${kind}" exists only for ${describeTargets(appliesTo)}`)
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
export function canApply(
  { kind, match = '', ...fault }: Fault,
  target: FaultTarget,
  operation: string,
  subject: string,
) {
  return (
    fault.target === target &&
    (fault.operation === '*' || fault.operation === operation) &&
    canKindApply(kind, target, operation) &&
    subject.includes(match)
  )
}

function canKindApply(kind: Fault['kind'], target: FaultTarget, operation: string): boolean {
  const operations = (kinds[kind] as KindRules).appliesTo[target]
  return operations === 'any' ? operation !== 'Notify' : (operations?.includes(operation) ?? false)
}

const describeTargets = (appliesTo: KindRules['appliesTo']) =>
  Object.entries(appliesTo)
    .map(([target, operations]) => (operations === 'any' ? `"${target}"` : `"${target}" (${operations.join(', ')})`))
    .join(', ')

/** The faults in a text of JSON, or a sentence for each thing that is wrong with it. */
export function parseFaults(body: string): Fault[] | string {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch (error) {
    return `The body is not JSON: ${(error as Error).message}.`
  }
  const result = z.array(faultShape, 'The body must be a list of faults').safeParse(json)
  return result.success ? result.data : result.error.issues.map(issue => describeIssue(json, issue)).join('\n')
}

function describeIssue(json: unknown, { path, message }: z.core.$ZodIssue) {
  const [index, field, ...innerPath] = path
  if (index === undefined) return `${message}.`
  if (field === undefined) return `Fault ${String(index)}: ${message}.`
  const value = (json as Record<PropertyKey, unknown>[])[index as number]?.[field]
  if (field === 'kind' && !kindNames.some(kind => kind === value))
    return `Fault ${String(index)}: kind ${JSON.stringify(value)} is not known; there are ${kindNames.join(', ')}.`
  return `Fault ${String(index)}: ${[field, ...innerPath].map(String).join('.')}: ${message}.`
}
