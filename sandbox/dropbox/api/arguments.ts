import { z } from 'zod'
import { ProtocolError } from './answer.ts'

const patternString = (pattern: RegExp) =>
  z.string().regex(pattern, { error: issue => `'${issue.input}' did not match pattern '${pattern.source}'` })

const ignored = z.boolean().optional()

/** Of files/list_folder and files/list_folder/get_latest_cursor. What is only about sharing and media is taken and changes nothing. */
export const listFolderArg = z.strictObject({
  path: z
    .string()
    .refine(path => path !== '/', {
      abort: true,
      error: 'Specify the root folder as an empty string rather than as "/".',
    })
    .pipe(patternString(/^((\/(.|[\r\n])*)?|id:.*|(ns:[0-9]+(\/.*)?))$/)),
  recursive: z.boolean().default(false),
  limit: z.int().min(1).max(2000).default(2000),
  include_deleted: z.boolean().default(false),
  include_non_downloadable_files: z.boolean().default(true),
  include_media_info: ignored,
  include_has_explicit_shared_members: ignored,
  include_mounted_folders: ignored,
  include_restorable_info: ignored,
})

/** Of files/list_folder/continue. */
export const continueArg = z.strictObject({ cursor: z.string().min(1) })

/** Of files/list_folder/longpoll; `timeout` in seconds. */
export const longpollArg = z.strictObject({
  cursor: z.string().min(1),
  timeout: z.int().min(30).max(480).default(30),
})

const readPathSchema = z
  .string()
  .refine(path => path !== '', { abort: true, error: 'The root folder is unsupported.' })
  .pipe(patternString(/^(\/(.|[\r\n])*|id:.*|rev:[0-9a-f]{9,}|(ns:[0-9]+(\/.*)?))$/))

/** Of files/get_metadata. */
export const getMetadataArg = z.strictObject({
  path: readPathSchema,
  include_deleted: z.boolean().default(false),
  include_media_info: ignored,
  include_has_explicit_shared_members: ignored,
})

/** Of files/download. `rev` is the old way to say `rev:`. */
export const downloadArg = z.strictObject({ path: readPathSchema, rev: z.string().optional() })

/** Of calls without an argument: nothing, `null` or `{}`. */
export const noArg = z.strictObject({}).nullish()

/** Reads JSON from `place` ("request body", …). BadCall when it is none. No text is no argument. */
export function parseJson(operation: string, location: string, text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new ProtocolError(`Error in call to API function "${operation}": ${location}: could not decode input as JSON`)
  }
}

/** The argument in its shape, defaults filled in. BadCall with Dropbox's sentence for the first thing that is wrong. */
export function parseArg<Shape extends z.ZodType>(
  shape: Shape,
  operation: string,
  location: string,
  value: unknown,
): z.infer<Shape> {
  const result = shape.safeParse(value)
  if (result.success) return result.data
  throw new ProtocolError(
    `Error in call to API function "${operation}": ${location}: ${describeIssue(result.error.issues[0]!, value)}`,
  )
}

function describeIssue(issue: z.core.$ZodIssue, value: unknown) {
  if (issue.code === 'unrecognized_keys') return `unknown field '${issue.keys[0]}'`
  const [field] = issue.path
  if (field === undefined) return issue.message
  const isMissing = (value as Record<PropertyKey, unknown>)[field] === undefined
  return isMissing ? `missing required field '${String(field)}'` : `${String(field)}: ${issue.message}`
}
