import { z } from 'zod'
import { type Caller, isPermitted } from '../access/permissions.ts'
import { type Database, Prisma, type SignedCheckpoint } from '../database.ts'
import { rows } from '../rows.ts'
import type { EventFilter } from './event-filter.ts'
import { type LineFormat, lineOf } from './event-lines.ts'
import type { EventRange } from './event-range.ts'
import { windowSql } from './find-events.ts'
import { monthsOf, type Window } from './windows.ts'

/** How many events one statement writes. */
const pageSize = 200

const linesRow = z.object({ count: z.int(), last: z.bigint().nullable(), text: z.string().nullable() })

/** The lines of some events, how many they are, and the sequence of the last one. Nulls: there are none. */
export type EventLines = z.infer<typeof linesRow>

/** Returns the lines of the first 200 events of a window that the caller may see and that fit the filter. */
export async function readEventLines(
  database: Database,
  format: LineFormat,
  caller: Caller,
  filter: EventFilter,
  window: Window,
): Promise<EventLines> {
  const { columnsSql, lineSql } = lineOf(format)
  const sql = Prisma.sql`
    SELECT count(*)::int AS count, max(sequence) AS last, string_agg(${lineSql}, '' ORDER BY sequence) AS text
    FROM (${windowSql(columnsSql, caller, filter, window, { take: pageSize })}) AS event`
  const [lines] = await rows(database, linesRow, sql)
  return lines!
}

/** Reads a range of the log page by page. `read` returns the lines of the first 200 events of a window that fit the filter. */
export async function* exportedPages(
  range: EventRange,
  read: (window: Window) => Promise<EventLines>,
): AsyncGenerator<{ count: number; text: string }> {
  for (const month of monthsOf(range))
    for (let window = month; ; ) {
      const { count, last, text } = await read(window)
      if (last !== null && text !== null) yield { count, text }
      if (last === null || count < pageSize) break
      window = { ...window, first: last + 1n }
    }
}

/** Returns the signed checkpoints of the events up to one, oldest first. Only for callers who may read the whole log. */
export async function exportedCheckpoints(
  database: Database,
  caller: Caller,
  upTo: bigint,
): Promise<SignedCheckpoint[]> {
  if (!isPermitted(caller, 'audit.read')) return []
  return database.signedCheckpoint.findMany({ where: { sequence: { lte: upTo } }, orderBy: { sequence: 'asc' } })
}
