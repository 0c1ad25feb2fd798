/** Reads everything that the API returns to a caller, without knowing the types: a new type is read too. */

import { parseGlobalId } from '@lectern/domain/global-id'
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'
import { schema } from '../graphql.ts'
import type { RequestOptions, TestApi } from './api.ts'

/** The values of arguments to try, by their names. */
export type Candidates = Record<string, unknown[]>

/** How many rows each list of an answer has. */
const rowsOf = { query: 20, nested: 3 }
/** Each of these asks Dropbox, which knows no environments. */
const skippedFields = ['dropboxFolder', 'dropboxFolders', 'contents', 'parents']

type Field = GraphQLField<unknown, unknown>

const isPage = (type: GraphQLNamedType) => isObjectType(type) && 'pageInfo' in type.getFields()

/**
 * Selects every field that needs no argument. `depth`: how deep the objects are whose fields are selected too. The objects
 * of a page are as deep as the page.
 */
function selectionOf(type: GraphQLNamedType, depth: number): string {
  if (!isObjectType(type)) return ''
  const fields = Object.values(type.getFields()).map(field =>
    fieldSelection(type, field, isPage(type) ? depth : depth - 1),
  )
  return `{ __typename ${fields.join(' ')} }`
}

/** Selects a field. Empty when it is deeper, or when `nodes` of a page has it already. */
function fieldSelection(parent: GraphQLNamedType, { name, args, type }: Field, depth: number): string {
  const named = getNamedType(type)
  if (skippedFields.includes(name) || args.some(isRequiredArgument) || isAbstractType(named)) return ''
  if (isObjectType(named) && (depth < 0 || parent.name.endsWith('Edge'))) return ''
  return `${name} ${isPage(named) ? `(first: ${rowsOf.nested})` : ''} ${selectionOf(named, depth)}`
}

/** Selects everything of an object. Objects that have an id are read by it too, so their objects are one level deep. */
function everythingOf(type: GraphQLNamedType, id: unknown): string {
  if (!isAbstractType(type)) return selectionOf(type, 1)
  const named = schema.getType(typeOf(id))!
  return `{ __typename ... on ${named.name} ${selectionOf(named, 1)} }`
}

const typeOf = (id: unknown) => parseGlobalId(String(id))!.type

/** Every combination of candidates for the arguments that have some. Undefined leaves an argument out. */
function combinations([first, ...rest]: readonly GraphQLArgument[], candidates: Candidates): Record<string, unknown>[] {
  if (!first) return [{}]
  const others = combinations(rest, candidates)
  const values = candidates[first.name] ?? [undefined]
  return values.flatMap(value =>
    others.map(other => ({ ...other, ...(value === undefined ? {} : { [first.name]: value }) })),
  )
}

/**
 * Runs every query with every combination of candidates. Returns the answers by query and variables. An error of the
 * caller is part of an answer. Any other error is thrown.
 */
export async function readEverything(
  api: TestApi,
  candidates: Candidates,
  options: RequestOptions,
): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {}
  for (const { name, args, type } of Object.values(schema.getQueryType()!.getFields())) {
    if (skippedFields.includes(name)) continue
    const named = getNamedType(type)
    for (const values of combinations(args, candidates)) {
      if (args.some(arg => isRequiredArgument(arg) && values[arg.name] === undefined)) continue
      if (values.id !== undefined && isObjectType(named) && typeOf(values.id) !== named.name) continue
      const given = args.filter(arg => values[arg.name] !== undefined)
      const declarations = given.map(arg => `$${arg.name}: ${arg.type}`).join(', ')
      const page = isPage(named) ? [`first: ${rowsOf.query}`] : []
      const passed = [...given.map(arg => `${arg.name}: $${arg.name}`), ...page].join(', ')
      const text = `query ${declarations && `(${declarations})`} { ${name} ${passed && `(${passed})`} ${everythingOf(named, values.id)} }`
      const answer = await api.request(text, values, options)
      if (answer.errors.some(({ code }) => code === undefined || code === 'TOO_EXPENSIVE'))
        throw new Error(`${text} ${JSON.stringify({ values, ...answer })}`)
      answers[`${name} ${JSON.stringify(values)}`] = answer
    }
  }
  return answers
}
