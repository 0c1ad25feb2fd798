import { type ColumnKind, type CursorValue, readCursor, writeCursor } from './cursor.ts'
import { invalidInput } from './errors.ts'

const defaultPageSize = 50
const maxPageSize = 200

/** The arguments of every list that can grow. They select a page from the start or from the end. */
export type PageArguments = {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
}

/**
 * Returns the maximum number of rows of a page. Throws INVALID_INPUT for a size that is negative or above the maximum,
 * and for both directions at once.
 */
export function pageSize({ first, after, last, before }: PageArguments): number {
  const bothDirections = 'Use first with after, or last with before, but not both.'
  const backwards = last != null || before != null
  if (backwards && first != null) throw invalidInput('first', bothDirections)
  if (backwards && after != null) throw invalidInput('after', bothDirections)
  for (const [field, size] of Object.entries({ first, last }))
    if (size != null && (size < 0 || size > maxPageSize))
      throw invalidInput(field, `A page can have 0 to ${maxPageSize} rows. Request several pages instead.`)
  return first ?? last ?? defaultPageSize
}

/** The columns that order a list. Together they are unique in it. */
export type Order = readonly (readonly [column: string, kind: ColumnKind, direction?: 'asc' | 'desc'])[]

/** The query for one page of a table. `where` comes in addition to the list's own condition. */
type PageQuery = { where: object; orderBy: object[]; take: number }
type Table<Row> = {
  find: (query: PageQuery) => PromiseLike<Row[]>
  count: () => Promise<number>
  /** Rows of the list that are not in the table. They are sorted into it and counted. */
  derivedRows?: Row[]
}

/**
 * Returns a page of a table's rows. The cursor becomes a condition on the order's columns, so that Postgres reads only
 * the page. Prisma's own `cursor` reads the whole rest of the list, as does its `take` in a relation. Reads the rows
 * only when the query selects edges, nodes, or pageInfo, and counts them only when it selects totalCount.
 */
export function pageOfRows<Row extends object>(
  order: Order,
  args: PageArguments,
  { find, count, derivedRows = [] }: Table<Row>,
) {
  return pageOfStatement<Row>(order, args, {
    find: async keyset => {
      const { position, backwards, take } = keyset
      const columns = backwards ? reverseOrder(order) : order
      const orderBy = columns.map(([name, , direction]) => ({ [name]: direction ?? 'asc' }))
      const stored = await find({ where: position ? afterPosition(columns, position) : {}, orderBy, take })
      return withDerivedRows(order, keyset, stored, derivedRows)
    },
    count: async () => (await count()) + derivedRows.length,
  })
}

/** Sorts rows that are not in the table into those that a statement found for a page. */
export function withDerivedRows<Row extends object>(
  order: Order,
  { position, backwards, take }: Keyset,
  stored: Row[],
  derivedRows: Row[],
): Row[] {
  const columns = backwards ? reverseOrder(order) : order
  const derived = derivedRows.filter(row => position === null || comparePositions(columns, row, position) > 0)
  if (derived.length === 0) return stored
  return [...stored, ...derived].sort((a, b) => comparePositions(columns, a, positionOf(order, b))).slice(0, take)
}

/**
 * The part of a statement that selects one page: the first `take` rows after `position`. `position` null means from the
 * start. With `backwards`, it counts from the end of the list toward its start.
 */
export type Keyset = { position: CursorValue[] | null; backwards: boolean; take: number }

/**
 * Returns a page of the rows that a raw SQL statement finds. Otherwise the same as `pageOfRows`. The count of a very long
 * list may be null.
 */
export function pageOfStatement<Row extends object, Count extends number | null = number>(
  order: Order,
  args: PageArguments,
  { find, count }: { find: (keyset: Keyset) => PromiseLike<Row[]>; count: () => Promise<Count> },
) {
  const size = pageSize(args)
  const backwards = args.last != null || args.before != null
  const [field, cursor] = backwards ? ['before', args.before] : ['after', args.after]
  const position =
    cursor == null
      ? null
      : readCursor(
          field as string,
          cursor,
          order.map(([, kind]) => kind),
        )

  const read = once(async () => {
    const found = await find({ position, backwards, take: size + 1 })
    const rows = found.slice(0, size)
    const hasMore = found.length > size
    const isContinued = position !== null
    return backwards ? page(order, rows.reverse(), hasMore, isContinued) : page(order, rows, isContinued, hasMore)
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

/** Returns the condition for rows after a position: equal in the first columns, and beyond it in the next one. */
function afterPosition(order: Order, position: CursorValue[]): object {
  const cases = order.map(([name, , direction], index) => {
    const equal = order.slice(0, index).map(([before], column) => ({ [before]: position[column] }))
    return { AND: [...equal, { [name]: { [direction === 'desc' ? 'lt' : 'gt']: position[index] } }] }
  })
  return { OR: cases }
}

const positionOf = (order: Order, row: object) => order.map(([name]) => (row as Record<string, CursorValue>)[name]!)

/** Compares a row with a position: negative when the row comes first. */
function comparePositions(order: Order, row: object, position: CursorValue[]): number {
  for (const [index, value] of positionOf(order, row).entries()) {
    const other = position[index]!
    if (value !== other) return value < other === (order[index]![2] !== 'desc') ? -1 : 1
  }
  return 0
}

function page<Row extends object>(order: Order, rows: Row[], hasPreviousPage: boolean, hasNextPage: boolean) {
  const edges = rows.map(node => ({ cursor: cursorOf(order, node), node }))
  const [startCursor, endCursor] = [edges[0]?.cursor ?? null, edges.at(-1)?.cursor ?? null]
  return { edges, pageInfo: { hasPreviousPage, hasNextPage, startCursor, endCursor } }
}

/** Returns the cursor of a row in an order. */
export function cursorOf(order: Order, row: object): string {
  return writeCursor(positionOf(order, row))
}

const byPath: Order = [['path', 'text']]

/** Returns a page of a list that is completely in memory, ordered by path. */
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
