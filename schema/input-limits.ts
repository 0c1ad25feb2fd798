import { ClientError, invalidInput } from '@lectern/domain/errors'
import { isStorableText } from '@lectern/domain/storable-text'
import { GraphQLID, type GraphQLInputType, getNamedType, isInputObjectType, isListType, isNonNullType } from 'graphql'

/** S3 allows 1,024 bytes for a key, so no file has a longer path. */
const maxPathLength = 1_024

/** Global ids have less than 100 characters. */
const maxIdLength = 200

/**
 * The greatest number of characters of each text that the API takes, by the name of its argument or input field. For a
 * list, of each entry. `docs/api.md` lists the same.
 */
export const maxLengths: Record<string, number> = {
  acceptFallback: maxPathLength,
  actions: 100,
  // A cursor contains the columns that order its list, such as a path.
  after: 8_000,
  before: 8_000,
  blockingFindings: 100,
  codes: 100,
  currency: 10,
  description: 5_000,
  dropboxPath: 4_096,
  email: 200,
  environment: 63,
  folder: maxPathLength,
  frameAncestors: 300,
  idempotencyKey: 200,
  name: 200,
  notes: 5_000,
  package: 63,
  path: 4_096,
  permission: 100,
  reason: 1_000,
  rootPage: maxPathLength,
  search: 200,
  slug: 63,
  slugs: 63,
  subjectType: 100,
  title: 300,
  url: 2_048,
  token: 8_000,
  viewerJwksUrl: 2_048,
  viewerSecret: 1_024,
}

/** The greatest number of entries of each list that the API takes, by the name of its argument or input field. */
export const maxEntries: Record<string, number> = {
  acceptFallback: 1_000,
  actions: 200,
  blockingFindings: 200,
  codes: 200,
  frameAncestors: 100,
  releases: 50,
  slugs: 200,
  states: 20,
}

/** Returns the greatest number of characters of an argument or input field. Undefined for a text without a limit. */
export const maxLengthOf = (name: string, type: GraphQLInputType): number | undefined =>
  maxLengths[name] ?? (getNamedType(type) === GraphQLID ? maxIdLength : undefined)

/** An argument or a field of an input type. */
type Input = { name: string; type: GraphQLInputType }

/**
 * Checks the values of arguments, including those inside lists and inputs. INVALID_INPUT for a text or list that is too
 * long. BAD_REQUEST for a text that Postgres cannot store.
 */
export function checkInputs(inputs: readonly Input[], values: Record<string, unknown>, parentPath = ''): void {
  for (const { name, type } of inputs) checkValue(name, type, values[name], `${parentPath}${name}`)
}

function checkValue(name: string, type: GraphQLInputType, value: unknown, path: string): void {
  if (value == null) return
  if (isNonNullType(type)) checkValue(name, type.ofType, value, path)
  else if (isListType(type)) checkList(name, type.ofType, value as unknown[], path)
  else if (isInputObjectType(type))
    checkInputs(Object.values(type.getFields()), value as Record<string, unknown>, `${path}.`)
  else if (typeof value === 'string') checkText(value, maxLengthOf(name, type), path)
}

function checkList(name: string, type: GraphQLInputType, values: unknown[], path: string): void {
  const limit = maxEntries[name]
  if (limit !== undefined && values.length > limit)
    throw invalidInput(path, `This list is too long. Use at most ${limit.toLocaleString('en-US')} entries.`)
  for (const [index, value] of values.entries()) checkValue(name, type, value, `${path}.${index}`)
}

function checkText(text: string, limit: number | undefined, path: string): void {
  if (limit !== undefined && text.length > limit)
    throw invalidInput(path, `This text is too long. Use at most ${limit.toLocaleString('en-US')} characters.`)
  if (!isStorableText(text))
    throw new ClientError(
      'BAD_REQUEST',
      `The text of ${path} contains a character that is not valid: NUL, or one half of a surrogate pair. Remove it and try again.`,
      { field: path },
    )
}
