import { z } from 'zod'
import { ProtocolError } from './answer.ts'

const patternString = (pattern: RegExp) =>
  z.string().regex(pattern, { error: issue => `'${issue.input}' did not match pattern '${pattern.source}'` })

const ignored = z.boolean().optional()

/**
 * Argument of files/list_folder and get_latest_cursor. Options for sharing and media are accepted but have no effect.
 */
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

/** Argument of files/list_folder/continue. */
export const continueArg = z.strictObject({ cursor: z.string().min(1) })

/** Argument of files/list_folder/longpoll. `timeout` is in seconds. */
export const longpollArg = z.strictObject({
  cursor: z.string().min(1),
  timeout: z.int().min(30).max(480).default(30),
})

/**
 * Argument of files/search_v2. Only searches of the names of active files and folders are supported, by relevance, and
 * only the category of folders.
 */
export const searchArg = z.strictObject({
  query: z.string().max(1000),
  options: z.strictObject({
    path: patternString(/^((\/(.|[\r\n])*)?|id:.*|(ns:[0-9]+(\/.*)?))$/).default(''),
    max_results: z.int().min(1).max(1000).default(100),
    file_status: z.strictObject({ '.tag': z.literal('active') }).optional(),
    filename_only: z.literal(true),
    file_categories: z
      .strictObject({ '.tag': z.literal('folder') })
      .array()
      .optional(),
  }),
})

const readPathSchema = z
  .string()
  .refine(path => path !== '', { abort: true, error: 'The root folder is unsupported.' })
  .pipe(patternString(/^(\/(.|[\r\n])*|id:.*|rev:[0-9a-f]{9,}|(ns:[0-9]+(\/.*)?))$/))

/** Argument of files/get_metadata. */
export const getMetadataArg = z.strictObject({
  path: readPathSchema,
  include_deleted: z.boolean().default(false),
  include_media_info: ignored,
  include_has_explicit_shared_members: ignored,
})

/** Argument of files/download. `rev` is the deprecated form of a `rev:` path. */
export const downloadArg = z.strictObject({ path: readPathSchema, rev: z.string().optional() })

/** Argument of calls that take none: an empty body, `null`, or `{}`. */
export const noArg = z.strictObject({}).nullish()

/**
 * Parses JSON from a location such as "request body". Returns undefined for an empty text.
 * @throws ProtocolError when the text is not JSON
 */
export function parseJson(operation: string, location: string, text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new ProtocolError(`Error in call to API function "${operation}": ${location}: could not decode input as JSON`)
  }
}

/**
 * Validates an argument and fills in its defaults.
 * @throws ProtocolError with Dropbox's message for the first problem
 */
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
