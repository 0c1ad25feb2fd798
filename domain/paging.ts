import { type ColumnKind, type CursorValue, readCursor, writeCursor } from './cursor.ts'
import { invalidInput } from './errors.ts'

const defaultPageSize = 50
const maxPageSize = 200

/** The arguments of every list that can grow: a page from the front, or one from the back. */
export type PageArguments = {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
}

/** How many rows a page has at most. INVALID_INPUT for a size that is none or beyond the maximum, and for both directions at once. */
export function pageSize({ first, after, last, before }: PageArguments): number {
  const both = 'Use first with after, or last with before, not both.'
  const backwards = last != null || before != null
  if (backwards && first != null) throw invalidInput('first', both)
  if (backwards && after != null) throw invalidInput('after', both)
  for (const [field, size] of Object.entries({ first, last }))
    if (size != null && (size < 0 || size > maxPageSize))
      throw invalidInput(field, `A page has 0 to ${maxPageSize} rows. Ask for more pages instead.`)
  return first ?? last ?? defaultPageSize
}

/** The columns that a list is ordered by; together they are unique in it. */
export type Order = readonly (readonly [column: string, kind: ColumnKind, direction?: 'asc' | 'desc'])[]

/** What a table is asked for one page: `where` beside the list's own condition. */
type PageQuery = { where: object; orderBy: object[]; take: number }
type Table<Row> = { find: (query: PageQuery) => PromiseLike<Row[]>; count: () => Promise<number> }

/**
 * A page of a table's rows. The place of the cursor is a condition on the columns of the order, so that Postgres reads the page and no more:
 * Prisma's own `cursor` reads the whole rest of the list, as its `take` in a relation does. Rows are read when edges, nodes or pageInfo are
 * asked for, and counted when totalCount is.
 */
export function pageOfRows<Row extends object>(order: Order, args: PageArguments, { find, count }: Table<Row>) {
  return pageOfStatement<Row>(order, args, {
    find: ({ position: place, backwards, take }) => {
      const columns = backwards ? reverseOrder(order) : order
      const orderBy = columns.map(([name, , direction]) => ({ [name]: direction ?? 'asc' }))
      return find({ where: place ? afterPosition(columns, place) : {}, orderBy, take })
    },
    count,
  })
}

/** What a statement is asked for one page: the first `take` rows beyond a place (null: from the end that it begins with), `backwards` from there. */
export type Keyset = { position: CursorValue[] | null; backwards: boolean; take: number }

/** A page of what a statement of one's own finds; otherwise as pageOfRows. */
export function pageOfStatement<Row extends object>(
  order: Order,
  args: PageArguments,
  { find, count }: { find: (keyset: Keyset) => PromiseLike<Row[]>; count: () => Promise<number> },
) {
  const size = pageSize(args)
  const backwards = args.last != null || args.before != null
  const [field, cursor] = backwards ? ['before', args.before] : ['after', args.after]
  const place =
    cursor == null
      ? null
      : readCursor(
          field as string,
          cursor,
          order.map(([, kind]) => kind),
        )

  const read = once(async () => {
    const found = await find({ position: place, backwards, take: size + 1 })
    const rows = found.slice(0, size)
    const hasMore = found.length > size
    return backwards ? page(order, rows.reverse(), hasMore, place !== null) : page(order, rows, place !== null, hasMore)
  })
  return {
    get edges() {
      return read().then(({ edges }) => edges)
    },
    get pageInfo() {
      return read().then(({ pageInfo }) => pageInfo)
    },
    totalCount: count,
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let promise: Promise<T> | undefined
  return () => {
    promise ??= work()
    return promise
  }
}

const reverseOrder = (order: Order): Order =>
  order.map(([name, kind, direction]) => [name, kind, direction === 'desc' ? 'asc' : 'desc'])

/** The rows that come after a place: equal in some first columns, and beyond it in the next. */
function afterPosition(order: Order, position: CursorValue[]): object {
  const cases = order.map(([name, , direction], index) => {
    const equal = order.slice(0, index).map(([before], column) => ({ [before]: position[column] }))
    return { AND: [...equal, { [name]: { [direction === 'desc' ? 'lt' : 'gt']: position[index] } }] }
  })
  return { OR: cases }
}

function page<Row extends object>(order: Order, rows: Row[], hasPreviousPage: boolean, hasNextPage: boolean) {
  const edges = rows.map(node => ({ cursor: cursorOf(order, node), node }))
  const [startCursor, endCursor] = [edges[0]?.cursor ?? null, edges.at(-1)?.cursor ?? null]
  return { edges, pageInfo: { hasPreviousPage, hasNextPage, startCursor, endCursor } }
}

/** Where a row stands in an order. */
export function cursorOf(order: Order, row: object): string {
  return writeCursor(order.map(([name]) => (row as Record<string, CursorValue>)[name]!))
}

const byPath: Order = [['path', 'text']]

/** A page of a list that is in memory as a whole, by path. */
export function pageOfPaths<Row extends { path: string }>(rows: Row[], args: PageArguments) {
  const size = pageSize(args)
  const indexOfCursor = (field: 'after' | 'before') => {
    const cursor = args[field]
    return cursor == null ? -1 : rows.findIndex(({ path }) => path === readCursor(field, cursor, ['text'])[0])
  }
  const begin = indexOfCursor('after') + 1
  const end = indexOfCursor('before') < 0 ? rows.length : indexOfCursor('before')
  const from = args.last != null || args.before != null ? Math.max(begin, end - size) : begin
  const found = rows.slice(from, Math.min(end, from + size))
  return { ...page(byPath, found, from > 0, from + found.length < rows.length), totalCount: rows.length }
}
