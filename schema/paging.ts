import { decodeBase64, decodeCursorChunk, encodeBase64, encodeCursorChunk } from '@pothos/core'
import { invalidInput } from './errors.ts'

export const defaultPageSize = 50
export const maximumPageSize = 200

/** The arguments of every list that can grow: a page from the front, or one from the back. */
export type PageArguments = {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
}

/**
 * How many rows a page has at most. INVALID_INPUT for a size that is no size or beyond the maximum, for both directions at once, and for
 * a cursor that is none of ours.
 */
export function pageSize({ first, after, last, before }: PageArguments): number {
  if (first != null && (last != null || before != null))
    throw invalidInput('first', 'Use first with after, or last with before, not both.')
  if (after != null && (last != null || before != null))
    throw invalidInput('after', 'Use first with after, or last with before, not both.')
  for (const [field, size] of Object.entries({ first, last }))
    if (size != null && (size < 0 || size > maximumPageSize))
      throw invalidInput(field, `A page has 0 to ${maximumPageSize} rows. Ask for more pages instead.`)
  for (const [field, cursor] of Object.entries({ after, before })) if (cursor != null) readCursor(field, cursor)
  return first ?? last ?? defaultPageSize
}

const prefix = 'GPC:'

/** A cursor in the form that Pothos gives those of tables: opaque to clients. */
export const cursorOf = (value: string) => encodeBase64(prefix + encodeCursorChunk(value))

function readCursor(field: string, cursor: string): unknown {
  try {
    const text = decodeBase64(cursor)
    if (text.startsWith(prefix)) return decodeCursorChunk(text.slice(prefix.length))
  } catch {
    // Told below, in words of ours.
  }
  throw invalidInput(field, 'This is no cursor. Use startCursor or endCursor of a page that you were given.')
}

/** A page of a list that is in memory as a whole, in the order of a key that is unique in it. */
export function pageOf<Row>(rows: Row[], key: (row: Row) => string, args: PageArguments) {
  const size = pageSize(args)
  const after = args.after == null ? null : readCursor('after', args.after)
  const before = args.before == null ? null : readCursor('before', args.before)
  const begin = after === null ? 0 : rows.findIndex(row => key(row) === after) + 1
  const found = before === null ? -1 : rows.findIndex(row => key(row) === before)
  const end = found < 0 ? rows.length : found
  const backwards = args.last != null || args.before != null
  const from = backwards ? Math.max(begin, end - size) : begin
  const page = rows.slice(from, backwards ? end : begin + size)
  const edges = page.map(node => ({ cursor: cursorOf(key(node)), node }))
  return {
    edges,
    pageInfo: {
      hasPreviousPage: from > 0,
      hasNextPage: from + page.length < rows.length,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: rows.length,
  }
}
