import { z } from 'zod'
import type { Caller } from '../access/permissions.ts'
import { type AuditEvent, type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'
import { type EventFilter, filterSql } from './event-filter.ts'
import { monthWindows } from './month-windows.ts'
import { visibleEventsSql } from './visible-events.ts'

const eventRow = z.object({
  sequence: z.bigint(),
  at: z.date(),
  action: z.string(),
  actor: z.json(),
  subjectType: z.string(),
  subjectId: z.string(),
  packageId: z.string().nullable(),
  environmentId: z.string().nullable(),
  summary: z.string(),
  before: z.json().nullable(),
  after: z.json().nullable(),
  ip: z.string().nullable(),
  requestId: z.string().nullable(),
  previousHash: z.instanceof(Uint8Array),
  hash: z.instanceof(Uint8Array),
})

const eventColumnsSql = Prisma.sql`sequence, at, action, actor, subject_type AS "subjectType", subject_id AS "subjectId",
  package_id::text AS "packageId", environment_id::text AS "environmentId", summary, before, after, ip,
  request_id AS "requestId", previous_hash AS "previousHash", hash`

/** Words that are frequent enough to fill a page are found among this many events, without an index of words. */
const searchedFirst = 500n

/**
 * A part of the log: the events after one sequence, and up to another. Both are optional. With `newest`, the last `take`
 * events of it, else the first.
 */
export type EventRange = { after?: bigint; upTo?: bigint; take: number; newest?: boolean }

/**
 * Returns the events of a range that the caller may see and that fit the filter, in the order of the log, or with
 * `newest` in the opposite order.
 */
export async function findEvents(
  database: Database,
  caller: Caller | null,
  filter: EventFilter,
  { take, newest = false, ...range }: EventRange,
): Promise<AuditEvent[]> {
  const bounds = await boundsOf(database, filter, range)
  const query: Query = { actions: filter.actions, conditions: conditionsSql(caller, filter), bounds, take, newest }
  return filter.search === undefined ? readInOrder(database, query) : searchEvents(database, query)
}

/** Counts the events that the caller may see and that fit the filter. Null: more than 10,000. */
export async function countEvents(
  database: Database,
  caller: Caller | null,
  filter: EventFilter,
): Promise<number | null> {
  const bounds = await boundsOf(database, filter, {})
  const sql = Prisma.sql`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM audit_event
      WHERE ${Prisma.join([...conditionsSql(caller, filter), ...actionsSql(filter.actions), ...boundsSql(bounds)], ' AND ')}
      LIMIT ${maxCount + 1}
    ) AS event`
  const [found] = await rows(database, countRow, sql)
  return found!.count > maxCount ? null : found!.count
}

const maxCount = 10_000
const countRow = z.object({ count: z.int() })

type Bounds = { after: bigint; upTo: bigint }
type Query = {
  actions: string[] | undefined
  conditions: Prisma.Sql[]
  bounds: Bounds
  take: number
  newest: boolean
}

const conditionsSql = (caller: Caller | null, filter: EventFilter) => [visibleEventsSql(caller), ...filterSql(filter)]

const actionsSql = (actions: string[] | undefined) => (actions ? [Prisma.sql`action = ANY(${actions}::text[])`] : [])

const boundsSql = ({ after, upTo }: Bounds) => [Prisma.sql`sequence > ${after}`, Prisma.sql`sequence <= ${upTo}`]

const pageSql = ({ newest, take }: Query) =>
  newest ? Prisma.sql`ORDER BY sequence DESC LIMIT ${take}` : Prisma.sql`ORDER BY sequence LIMIT ${take}`

const max = (a: bigint, b: bigint) => (a > b ? a : b)
const min = (a: bigint, b: bigint) => (a < b ? a : b)

const boundsRow = z.object({ after: z.bigint(), upTo: z.bigint() })

/**
 * Returns a range as sequences, within the log and the times of the filter. Times never decrease along the log, so that a
 * page in the middle of a month does not read the rest of it.
 */
async function boundsOf(
  database: Database,
  { from, to }: EventFilter,
  range: Omit<EventRange, 'take' | 'newest'>,
): Promise<Bounds> {
  const lastBefore = (time: Date) =>
    Prisma.sql`coalesce((SELECT sequence - 1 FROM audit_event WHERE at >= ${time} ORDER BY at, sequence LIMIT 1), head.sequence)`
  const sql = Prisma.sql`
    SELECT ${from ? lastBefore(from) : Prisma.sql`checkpoint.sequence`} AS after,
      ${to ? lastBefore(to) : Prisma.sql`head.sequence`} AS "upTo"
    FROM audit_head AS head, audit_checkpoint AS checkpoint`
  const [log] = await rows(database, boundsRow, sql)
  return { after: max(log!.after, range.after ?? 0n), upTo: min(log!.upTo, range.upTo ?? log!.upTo) }
}

async function readEvents(database: Database, sql: Prisma.Sql): Promise<AuditEvent[]> {
  return (await rows(database, eventRow, sql)) as unknown as AuditEvent[]
}

/** Reads by an index in the order of events. Postgres does so for one action, but not for a list. */
async function readInOrder(database: Database, query: Query): Promise<AuditEvent[]> {
  const [action, ...others] = new Set(query.actions)
  const isOne = action !== undefined && others.length === 0
  const conditions = [
    ...query.conditions,
    ...boundsSql(query.bounds),
    ...(isOne ? [Prisma.sql`action = ${action}`] : []),
  ]
  const whereSql = Prisma.join(conditions, ' AND ')
  if (isOne || query.actions === undefined)
    return readEvents(
      database,
      Prisma.sql`SELECT ${eventColumnsSql} FROM audit_event WHERE ${whereSql} ${pageSql(query)}`,
    )
  return readEvents(
    database,
    Prisma.sql`
      SELECT event.* FROM unnest(${[...new Set(query.actions)]}::text[]) AS selected(name) CROSS JOIN LATERAL (
        SELECT ${eventColumnsSql} FROM audit_event WHERE action = selected.name AND ${whereSql} ${pageSql(query)}
      ) AS event ${pageSql(query)}`,
  )
}

/** Searches for words: first nearby, then in windows of months. */
async function searchEvents(database: Database, query: Query): Promise<AuditEvent[]> {
  const { bounds, take, newest } = query
  const border = newest
    ? max(bounds.after, bounds.upTo - searchedFirst)
    : min(bounds.upTo, bounds.after + searchedFirst)
  const [near, far] = newest
    ? [
        { ...bounds, after: border },
        { ...bounds, upTo: border },
      ]
    : [
        { ...bounds, upTo: border },
        { ...bounds, after: border },
      ]
  const conditions = [...query.conditions, ...actionsSql(query.actions)]
  const found = await readInOrder(database, { ...query, conditions, actions: undefined, bounds: near })
  if (found.length === take || far.after >= far.upTo) return found
  return [
    ...found,
    ...(await searchByMonth(database, { ...query, conditions, bounds: far, take: take - found.length })),
  ]
}

const monthsRow = z.object({ first: z.date().nullable(), last: z.date().nullable(), edge: z.date().nullable() })

/**
 * Searches window by window of months, and stops when it has enough. An index of words has no order, so that Postgres
 * sorts all that it finds in a window.
 */
async function searchByMonth(database: Database, query: Query): Promise<AuditEvent[]> {
  const { newest, take, bounds } = query
  const monthsSql = Prisma.sql`
    SELECT (SELECT min(to_timestamp(right(relname, 7), 'YYYY_MM')) FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'audit_event'::regclass AND relname ~ '[0-9]{4}_[0-9]{2}$') AS first,
      (SELECT at FROM audit_head) AS last,
      (SELECT at FROM audit_event WHERE sequence = ${newest ? bounds.upTo : bounds.after + 1n} LIMIT 1) AS edge`
  const [months] = await rows(database, monthsRow, monthsSql)
  const { first, last, edge } = months!
  if (!first || !last) return []
  const windows = newest ? monthWindows(first, edge ?? last, newest) : monthWindows(edge ?? first, last, newest)
  const found: AuditEvent[] = []
  for (const { from, to } of windows) {
    const conditions = [...query.conditions, Prisma.sql`at >= ${from}`, Prisma.sql`at < ${to}`]
    found.push(
      ...(await readInOrder(database, { ...query, actions: undefined, conditions, take: take - found.length })),
    )
    if (found.length === take) break
  }
  return found
}

/** Returns up to `take` events after one, whoever may see them. */
export async function eventsAfter(database: Database, after: bigint, take: number): Promise<AuditEvent[]> {
  return readEvents(
    database,
    Prisma.sql`SELECT ${eventColumnsSql} FROM audit_event WHERE sequence > ${after} ORDER BY sequence LIMIT ${take}`,
  )
}
