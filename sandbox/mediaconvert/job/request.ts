import { z } from 'zod'
import { badRequest } from './errors.ts'
import { INTERVAL_SECONDS } from './intervals.ts'
import { destinationOf } from './output-names.ts'
import { describeIssues } from './refused-fields.ts'
import { type Settings, settingsShape } from './settings.ts'

/** Keys and values of UserMetadata (MediaConvert API Reference, "Jobs"). */
const metadataText = z
  .string()
  .regex(/^[\p{L}\p{N} _.:/=+\-@]*$/u, 'Should contain only letters, digits, spaces, and _.:/=+-@')
const userMetadata = z
  .record(
    metadataText.max(128).refine(key => !key.startsWith('aws:'), 'Should not start with aws:'),
    metadataText.max(256),
  )
  .refine(pairs => Object.keys(pairs).length <= 10, 'Should have at most 10 properties')

const requestShape = z.strictObject({
  role: z.string().min(1),
  settings: settingsShape,
  /** A name or an ARN. */
  queue: z.string().optional(),
  clientRequestToken: z.string().max(64).optional(),
  statusUpdateInterval: z.enum(INTERVAL_SECONDS.map(seconds => `SECONDS_${seconds}`)).optional(),
  /** Jobs with a higher priority start first. */
  priority: z.int().min(-50).max(50).default(0),
  accelerationSettings: z.strictObject({ mode: z.literal('DISABLED') }).optional(),
  billingTagsSource: z.string().optional(),
  userMetadata: userMetadata.default({}),
  tags: z.record(z.string(), z.string()).optional(),
})

/** A valid body of CreateJob. */
export type JobRequest = z.infer<typeof requestShape>

/**
 * Parses the body of CreateJob.
 * @throws ApiError 400 that names every invalid, missing, or unsupported member
 */
export function parseJobRequest(body: unknown): JobRequest {
  const result = requestShape.safeParse(body)
  if (!result.success) throw badRequest(describeIssues(body, result.error.issues))
  const problems = findConflicts(result.data.settings)
  if (problems.length > 0) throw badRequest(problems.join(', '))
  return result.data
}

/** Finds problems that involve several members. */
function findConflicts({ inputs, outputGroups }: Settings): string[] {
  const problems: string[] = []
  const { fileInput = '', audioSelectors = {} } = inputs[0] ?? {}
  outputGroups.forEach((group, at) => {
    const settings = group.outputGroupSettings
    const { destination } = 'hlsGroupSettings' in settings ? settings.hlsGroupSettings : settings.fileGroupSettings
    const modifiers = group.outputs.map(output => output.nameModifier ?? '')
    if (new Set(modifiers).size < modifiers.length)
      problems.push(
        `/outputGroups/${at}/outputs: nameModifier is required and should be unique when there are several outputs`,
      )
    for (const name of [destinationOf(destination, fileInput).base, ...modifiers])
      if (!/^[\w.-]*$/.test(name))
        problems.push(`/outputGroups/${at}: ${name}: names may contain only letters, digits, and _.- in this stand-in`)
    for (const output of group.outputs)
      for (const { audioSourceName } of ('audioDescriptions' in output && output.audioDescriptions) || [])
        if (!(audioSourceName in audioSelectors))
          problems.push(
            `/outputGroups/${at}: audioSourceName ${audioSourceName} is not among the input's audioSelectors`,
          )
  })
  return problems
}
