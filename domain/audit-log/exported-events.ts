import { z } from 'zod'
import type { Caller } from '../access/permissions.ts'
import { isPermitted } from '../access/permissions.ts'
import { type AuditEvent, type Database, Prisma, type SignedCheckpoint } from '../database.ts'
import { rows } from '../rows.ts'
import type { EventFilter } from './event-filter.ts'
import { findEvents } from './find-events.ts'
import { readLogBounds } from './log-bounds.ts'

const pageSize = 500

/** An event with the slugs of its package and environment, and the JSON text that its hash covers. */
export type ExportedEvent = AuditEvent & { package: string | null; environment: string | null; json: string }

const textRow = z.object({
  sequence: z.bigint(),
  json: z.string(),
  package: z.string().nullable(),
  environment: z.string().nullable(),
})

/**
 * Reads all events that a caller may see and that fit the filter, up to the last one at the start, page by page. Reads the
 * caller again before each page: `getCaller` returns null, or throws, when the export must end.
 */
export async function* exportedEvents(
  database: Database,
  filter: EventFilter,
  getCaller: () => Promise<Caller>,
): AsyncGenerator<ExportedEvent[]> {
  const { last } = await readLogBounds(database)
  for (let after = 0n; ; ) {
    const events = await findEvents(database, await getCaller(), filter, { after, upTo: last, take: pageSize })
    if (events.length === 0) return
    yield await withTexts(database, events)
    if (events.length < pageSize) return
    after = events.at(-1)!.sequence
  }
}

async function withTexts(database: Database, events: AuditEvent[]): Promise<ExportedEvent[]> {
  const sequences = events.map(({ sequence }) => sequence)
  const sql = Prisma.sql`
    SELECT event.sequence, audit_json(event)::text AS json, package.slug AS package, environment.slug AS environment
    FROM audit_event AS event LEFT JOIN package ON package.id = event.package_id
      LEFT JOIN environment ON environment.id = event.environment_id
    WHERE event.sequence = ANY(${sequences}::bigint[])`
  const texts = new Map((await rows(database, textRow, sql)).map(row => [row.sequence, row]))
  return events.map(event => ({ ...event, ...texts.get(event.sequence)! }))
}

/** Returns the signed checkpoints, oldest first. Only for callers who may read the whole log. */
export async function exportedCheckpoints(database: Database, caller: Caller): Promise<SignedCheckpoint[]> {
  if (!isPermitted(caller, 'audit.read')) return []
  return database.signedCheckpoint.findMany({ orderBy: { sequence: 'asc' } })
}
