import { validateHeaderName, validateHeaderValue } from 'node:http'
import { z } from 'zod'

const targets = ['dropbox', 's3', 'mediaconvert', 'eventbridge', 'smtp'] as const

/** The services that faults apply to: the stand-ins, and the real S3 behind its proxy. */
export type FaultTarget = (typeof targets)[number]

const fields = ['status', 'headers', 'body', 'afterBytes', 'delayMs', 'code'] as const
type Field = (typeof fields)[number]

/**
 * The fields that a kind requires or accepts beside the common ones, and the calls of each target that it applies to.
 */
type KindRules = { required?: Field[]; optional?: Field[]; appliesTo: Partial<Record<FaultTarget, 'any' | string[]>> }

const respondingTargets = { dropbox: 'any', s3: 'any', mediaconvert: 'any' } as const
const allTargets = { ...respondingTargets, eventbridge: 'any' } as const
const mailDelivery = { smtp: ['DATA'] }
const jobCreation = { mediaconvert: ['CreateJob'] }
const listingCalls = { dropbox: ['files/list_folder', 'files/list_folder/continue'] }

/**
 * All kinds of faults. apply-fault.ts explains the general ones; EventBridge and the stand-ins implement the others.
 */
const kinds = {
  status: { required: ['status'], optional: ['headers', 'body'], appliesTo: { ...allTargets, ...mailDelivery } },
  'late-status': { required: ['status'], optional: ['headers', 'body'], appliesTo: allTargets },
  reset: { optional: ['afterBytes'], appliesTo: allTargets },
  cut: { optional: ['afterBytes'], appliesTo: respondingTargets },
  stall: { required: ['delayMs'], optional: ['afterBytes'], appliesTo: respondingTargets },
  delay: { required: ['delayMs'], appliesTo: { ...respondingTargets, ...mailDelivery } },
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
    /**
     * The protocol's name of the call (`files/download`, `UploadPart`, `Deliver`), or `*` for all that the kind applies
     * to.
     */
    operation: z.string().min(1),
    /** Limits the fault to calls whose path, key, or file contains this text. */
    match: z.string().min(1).optional(),
    /** The number of calls that the fault still applies to. */
    times: z.int().min(1).default(1),
    kind: z.enum(kindNames),
    /** The HTTP status, or the reply code of SMTP, that `status` and `late-status` send. */
    status: z.int().min(200).max(599).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.string().optional(),
    /** The number of body bytes that are sent normally. apply-fault.ts explains the default. */
    afterBytes: z.int().min(0).optional(),
    /** The pause in milliseconds. */
    delayMs: z
      .int()
      .min(1)
      .max(2 ** 31 - 1)
      .optional(),
    /** The error code of the failed job. */
    code: z.int().min(1).optional(),
  })
  .superRefine((fault, problems) => {
    const refuse = (field: keyof typeof fault, message: string) =>
      problems.addIssue({ code: 'custom', path: [field], message })
    const { kind, target, operation } = fault
    const { required = [], optional = [], appliesTo }: KindRules = kinds[kind]
    for (const field of fields) {
      if (required.includes(field) && fault[field] === undefined) refuse(field, `is required by kind "${kind}"`)
      if (!required.includes(field) && !optional.includes(field) && fault[field] !== undefined)
        refuse(field, `is not allowed for kind "${kind}"`)
    }
    if (!appliesTo[target]) refuse('kind', `"${kind}" applies only to ${describeTargets(appliesTo)}`)
    else if (operation !== '*' && !canKindApply(kind, target, operation))
      refuse('operation', `"${kind}" applies only to ${describeTargets(appliesTo)}`)
    for (const [name, value] of Object.entries(fault.headers ?? {}))
      try {
        validateHeaderName(name)
        validateHeaderValue(name, value)
      } catch (error) {
        refuse('headers', (error as Error).message)
      }
  })

/** A fault that a test or a person requested. `times` counts down each time it applies. */
export type Fault = z.infer<typeof faultShape>

/**
 * Returns whether a fault applies to a call. The stand-in itself makes the call `Notify`, which has no response to
 * alter.
 */
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

/** Parses a JSON list of faults. Returns one line for each problem if the list is invalid. */
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
    return `Fault ${String(index)}: kind ${JSON.stringify(value)} is unknown. Use one of ${kindNames.join(', ')}.`
  return `Fault ${String(index)}: ${[field, ...innerPath].map(String).join('.')}: ${message}.`
}
