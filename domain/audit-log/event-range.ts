import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'
import type { EventFilter } from './event-filter.ts'

/** An event by its place in the log. */
export type Position = { sequence: bigint; at: Date }

/** A part of the log, by its first and its last event. */
export type EventRange = { first: Position; last: Position }

const rangeRow = z.object({
  first: z.bigint().nullable(),
  firstAt: z.date().nullable(),
  last: z.bigint().nullable(),
  lastAt: z.date().nullable(),
})

/**
 * Returns the events after one sequence, up to another one, and within the times of the filter. Without a sequence, the
 * log's beginning and end. Null when there is none.
 */
export async function readRange(
  database: Database,
  { from, to }: EventFilter,
  { after, upTo }: { after?: bigint | undefined; upTo?: bigint | undefined },
): Promise<EventRange | null> {
  const sql = Prisma.sql`
    SELECT first_sequence AS first, first_at AS "firstAt", last_sequence AS last, last_at AS "lastAt"
    FROM audit_range(${after ?? null}::bigint, ${upTo ?? null}::bigint, ${from ?? null}::timestamptz, ${to ?? null}::timestamptz)`
  const [row] = await rows(database, rangeRow, sql)
  const { first, firstAt, last, lastAt } = row!
  if (first === null || last === null) return null
  return { first: { sequence: first, at: firstAt! }, last: { sequence: last, at: lastAt! } }
}
