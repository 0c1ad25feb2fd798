import { z } from 'zod'
import { type Caller, isPermitted } from '../access/permissions.ts'
import { type Database, Prisma, type SignedCheckpoint } from '../database.ts'
import type { EventFilter } from './event-filter.ts'
import type { EventRange } from './event-range.ts'
import { readWindow } from './find-events.ts'
import { monthsOf, type Window } from './windows.ts'

/** Small pages: what survives two collections of new objects stays in memory until a collection of all. */
const pageSize = 100

const exportedRow = z.object({
  sequence: z.bigint(),
  at: z.date(),
  action: z.string(),
  actorKind: z.string(),
  actorName: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  package: z.string().nullable(),
  environment: z.string().nullable(),
  summary: z.string(),
  before: z.json().nullable(),
  after: z.json().nullable(),
  ip: z.string().nullable(),
  requestId: z.string().nullable(),
  hash: z.string(),
})

/** An event for people: with the slugs of its package and environment, and its hash in hex. */
export type ExportedEvent = z.infer<typeof exportedRow>

const exportedColumnsSql = Prisma.sql`
  sequence, at, action, actor->>'kind' AS "actorKind", actor->>'name' AS "actorName", subject_type AS "subjectType",
  subject_id AS "subjectId", (SELECT slug FROM package WHERE id = package_id) AS package,
  (SELECT slug FROM environment WHERE id = environment_id) AS environment, summary, before, after, ip,
  request_id AS "requestId", encode(hash, 'hex') AS hash`

const exportedEvent = { row: exportedRow, columnsSql: exportedColumnsSql }

/** Returns the first 100 events of a window that the caller may see and that fit the filter, for people. */
export const readExportedEvents = (database: Database, caller: Caller, filter: EventFilter, window: Window) =>
  readWindow(database, exportedEvent, caller, filter, window, { take: pageSize })

const chainedRow = z.object({ sequence: z.bigint(), previousHash: z.string(), hash: z.string(), json: z.string() })

/** An event for verification: the JSON text that its hash covers, and its hashes in hex. */
export type ChainedEvent = z.infer<typeof chainedRow>

const chainedColumnsSql = Prisma.sql`
  sequence, encode(previous_hash, 'hex') AS "previousHash", encode(hash, 'hex') AS hash,
  audit_json(audit_event)::text AS json`

const chainedEvent = { row: chainedRow, columnsSql: chainedColumnsSql }

/** Returns the same events for verification. Only for callers who may read the whole log. */
export const readChainedEvents = (database: Database, caller: Caller, filter: EventFilter, window: Window) =>
  readWindow(database, chainedEvent, caller, filter, window, { take: pageSize })

/** Reads a range of the log page by page. `read` returns the first 100 events of a window that fit the filter. */
export async function* exportedPages<Event extends { sequence: bigint }>(
  range: EventRange,
  read: (window: Window) => Promise<Event[]>,
): AsyncGenerator<Event[]> {
  for (const month of monthsOf(range))
    for (let window = month; ; ) {
      const events = await read(window)
      if (events.length > 0) yield events
      if (events.length < pageSize) break
      window = { ...window, first: events.at(-1)!.sequence + 1n }
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
