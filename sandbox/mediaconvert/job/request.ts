import { z } from 'zod'
import { badRequest } from './errors.ts'
import { INTERVAL_SECONDS } from './intervals.ts'
import { destinationOf } from './output-names.ts'
import { describeIssues } from './refused-fields.ts'
import { type Settings, settingsShape } from './settings.ts'

/** Keys and values of UserMetadata (MediaConvert API Reference, «Jobs»). */
const metadataText = z
  .string()
  .regex(/^[\p{L}\p{N} _.:/=+\-@]*$/u, 'Should hold letters, digits, space and _.:/=+-@ only')
const userMetadata = z
  .record(
    metadataText.max(128).refine(key => !key.startsWith('aws:'), 'Should not begin with aws:'),
    metadataText.max(256),
  )
  .refine(pairs => Object.keys(pairs).length <= 10, 'Should have at most 10 properties')

const requestShape = z.strictObject({
  role: z.string().min(1),
  settings: settingsShape,
  /** Name or ARN. */
  queue: z.string().optional(),
  clientRequestToken: z.string().max(64).optional(),
  statusUpdateInterval: z.enum(INTERVAL_SECONDS.map(seconds => `SECONDS_${seconds}`)).optional(),
  /** Higher goes first. */
  priority: z.int().min(-50).max(50).default(0),
  accelerationSettings: z.strictObject({ mode: z.literal('DISABLED') }).optional(),
  billingTagsSource: z.string().optional(),
  userMetadata: userMetadata.default({}),
  tags: z.record(z.string(), z.string()).optional(),
})

/** The body of CreateJob, found good. */
export type JobRequest = z.infer<typeof requestShape>

/**
 * Reads CreateJob's body.
 * @throws Refusal 400 that names every wrong, missing or unmodelled member
 */
export function parseJobRequest(body: unknown): JobRequest {
  const result = requestShape.safeParse(body)
  if (!result.success) throw badRequest(describeIssues(body, result.error.issues))
  const problems = findConflicts(result.data.settings)
  if (problems.length > 0) throw badRequest(problems.join(', '))
  return result.data
}

/** What no single member shows. */
function findConflicts({ inputs, outputGroups }: Settings): string[] {
  const problems: string[] = []
  const { fileInput = '', audioSelectors = {} } = inputs[0] ?? {}
  outputGroups.forEach((group, at) => {
    const settings = group.outputGroupSettings
    const { destination } = 'hlsGroupSettings' in settings ? settings.hlsGroupSettings : settings.fileGroupSettings
    const modifiers = group.outputs.map(output => output.nameModifier ?? '')
    if (new Set(modifiers).size < modifiers.length)
      problems.push(
        `/outputGroups/${at}/outputs: nameModifier is required and should differ where there are several outputs`,
      )
    for (const name of [destinationOf(destination, fileInput).base, ...modifiers])
      if (!/^[\w.-]*$/.test(name))
        problems.push(
          `/outputGroups/${at}: ${name}: names other than of letters, digits and _.- are not modelled by this stand-in`,
        )
    for (const output of group.outputs)
      for (const { audioSourceName } of ('audioDescriptions' in output && output.audioDescriptions) || [])
        if (!(audioSourceName in audioSelectors))
          problems.push(
            `/outputGroups/${at}: audioSourceName ${audioSourceName} is not among the input's audioSelectors`,
          )
  })
  return problems
}
