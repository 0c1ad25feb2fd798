import { z } from 'zod'
import type { Caller } from '../access/permissions.ts'
import { type AuditEvent, type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'
import { type EventFilter, filterSql } from './event-filter.ts'
import { type EventRange, readRange } from './event-range.ts'
import { termsOf } from './event-terms.ts'
import { visibleEventsSql } from './visible-events.ts'
import { type Window, windowsOf } from './windows.ts'

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

/** The events after one sequence, and up to another. Both are optional. With `newest`, the last `take` of them, else the first. */
export type EventPage = { after?: bigint; upTo?: bigint; take: number; newest?: boolean }

/**
 * Returns the events of a page that the caller may see and that fit the filter, in the order of the log, or with `newest`
 * in the opposite order. Reads window by window, and stops when it has enough.
 */
export async function findEvents(
  database: Database,
  caller: Caller | null,
  filter: EventFilter,
  page: EventPage,
): Promise<AuditEvent[]> {
  const { take, newest = false, after, upTo } = page
  const range = await readRange(database, filter, { after, upTo })
  if (!range) return []
  const { first, last } = range
  const terms = termsOf(caller, filter)
  if (terms === null && filter.search === undefined) return findInOrder(database, caller, range, { take, newest })
  const sql = Prisma.sql`
    SELECT ${eventColumnsSql} FROM audit_find(${terms}::tsquery, ${filter.search ?? null}::text, ${first.sequence}::bigint,
      ${first.at}::timestamptz, ${last.sequence}::bigint, ${last.at}::timestamptz, ${newest}::boolean, ${take}::int)`
  return (await rows(database, eventRow, sql)) as unknown as AuditEvent[]
}

/** Finds events that need no term. Reads window by window, and stops when it has enough. */
async function findInOrder(
  database: Database,
  caller: Caller | null,
  range: EventRange,
  { take, newest }: { take: number; newest: boolean },
): Promise<AuditEvent[]> {
  const found: AuditEvent[] = []
  for (const window of windowsOf(range, newest)) {
    const order = { take: take - found.length, newest }
    const events = await rows(database, eventRow, windowSql(eventColumnsSql, caller, {}, window, order))
    found.push(...(events as unknown as AuditEvent[]))
    if (found.length === take) break
  }
  return found
}

/** Selects the first `take` events of a window that the caller may see and that fit the filter, or with `newest` the last. */
export function windowSql(
  columnsSql: Prisma.Sql,
  caller: Caller | null,
  filter: EventFilter,
  { first, last, from, to }: Window,
  { take, newest = false }: Pick<EventPage, 'take' | 'newest'>,
): Prisma.Sql {
  const orderSql = newest ? Prisma.sql`sequence DESC` : Prisma.sql`sequence`
  return Prisma.sql`
    SELECT ${columnsSql} FROM audit_event
    WHERE ${conditionsSql(caller, filter)} AND sequence >= ${first} AND sequence <= ${last} AND at >= ${from} AND at < ${to}
    ORDER BY ${orderSql} LIMIT ${take}`
}

const maxCount = 10_000
const countRow = z.object({ count: z.int() })

/** Counts the events that the caller may see and that fit the filter. Null: more than 10,000. */
export async function countEvents(
  database: Database,
  caller: Caller | null,
  filter: EventFilter,
): Promise<number | null> {
  const range = await readRange(database, filter, {})
  if (!range) return 0
  const { first, last } = range
  const terms = termsOf(caller, filter)
  const hasTerms = terms !== null || filter.search !== undefined
  const sql = hasTerms
    ? Prisma.sql`
      SELECT audit_count(${terms}::tsquery, ${filter.search ?? null}::text, ${first.sequence}::bigint, ${first.at}::timestamptz,
        ${last.sequence}::bigint, ${last.at}::timestamptz, ${maxCount + 1}::int) AS count`
    : Prisma.sql`
      SELECT count(*)::int AS count FROM (
        SELECT 1 FROM audit_event
        WHERE ${visibleEventsSql(caller)} AND sequence >= ${first.sequence} AND sequence <= ${last.sequence}
        LIMIT ${maxCount + 1}
      ) AS event`
  const [row] = await rows(database, countRow, sql)
  return row!.count > maxCount ? null : row!.count
}

const conditionsSql = (caller: Caller | null, filter: EventFilter): Prisma.Sql =>
  Prisma.join([visibleEventsSql(caller), ...filterSql(filter)], ' AND ')

/** Returns up to `take` events after one, whoever may see them. */
export async function eventsAfter(database: Database, after: bigint, take: number): Promise<AuditEvent[]> {
  const sql = Prisma.sql`
    SELECT ${eventColumnsSql} FROM audit_event WHERE sequence > ${after} ORDER BY sequence LIMIT ${take}`
  return (await rows(database, eventRow, sql)) as unknown as AuditEvent[]
}
