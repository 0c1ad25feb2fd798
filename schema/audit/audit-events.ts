import { type Right, readRights } from '@lectern/domain/access/permissions'
import { type EventFilter, matchesFilter } from '@lectern/domain/audit-log/event-filter'
import { findEvents } from '@lectern/domain/audit-log/find-events'
import { cursorExpired, readLogBounds } from '@lectern/domain/audit-log/log-bounds'
import { canSeeEvent } from '@lectern/domain/audit-log/visible-events'
import { readCursor } from '@lectern/domain/cursor'
import type { AuditEvent } from '@lectern/domain/database'
import { forbidden, invalidInput, notFound, unauthenticated } from '@lectern/domain/errors'
import { initContextCache } from '@pothos/core'
import { requireCaller } from '../access/require-package.ts'
import { type Context, callerOf } from '../context.ts'
import { freshRights } from '../live-query.ts'
import { type AuditFilterInput, eventFilterOf } from './audit-filter.ts'

/** How many events one read of the past returns, and how many it may look at. */
const pageSize = 200
const windowSize = 50_000n

/**
 * Follows the audit log: everything after the cursor (null: from now on), then what happens. INVALID_INPUT for a cursor
 * that is not one of this log, CURSOR_EXPIRED when retention has passed it, NOT_FOUND for a package or an environment
 * that does not exist, and FORBIDDEN for callers who may see no event. Ends with an error when a right is lost.
 */
export async function auditEvents(
  context: Context,
  after: string | null | undefined,
  input: AuditFilterInput,
): Promise<AsyncGenerator<AuditEvent>> {
  const rights = readRights(requireCaller(context))
  if (rights.length === 0) throw forbidden('follow the audit log')
  const filter = await eventFilterOf(context, input)
  if (filter.packageIds?.length === 0) throw notFound('This package')
  if (filter.environmentIds?.length === 0) throw notFound('This environment')
  return follow(context, rights, filter, await startOf(context, after))
}

/** Returns the sequence of a cursor, or of the last event. */
export async function startOf(context: Context, after: string | null | undefined): Promise<bigint> {
  const { expired, last } = await readLogBounds(context.services.database)
  if (after == null) return last
  const sequence = readCursor('after', after, ['bigint'])[0] as bigint
  if (sequence < expired) throw cursorExpired()
  if (sequence > last)
    throw invalidInput('after', 'This cursor is ahead of the audit log. Use a cursor of one of its events.')
  return sequence
}

type Page = { events: AuditEvent[]; position: bigint; isLast: boolean }

/** Reads the past with a query of its own, and then what is new with all others who follow. */
async function* follow(
  context: Context,
  rights: Right[],
  filter: EventFilter,
  start: bigint,
): AsyncGenerator<AuditEvent> {
  const current = freshRights(context)
  let position = start
  let isCaughtUp = false
  for await (const _ of context.services.live.watchAuditLog(context.signal, current.wakeSource)) {
    for (let isLast = false; !isLast && !context.signal.aborted; ) {
      await current.refresh()
      requireRights(context, rights)
      const isShared = isCaughtUp && filter.search === undefined
      const page: Page = await (isShared ? readNew(context, filter, position) : readPast(context, filter, position))
      position = page.position
      isLast = page.isLast
      // Pothos caches the selections of nested fields by context. They contain the permissions of the previous page.
      Object.assign(context, initContextCache())
      yield* page.events
    }
    isCaughtUp = true
  }
}

async function readPast(context: Context, filter: EventFilter, after: bigint): Promise<Page> {
  const { database } = context.services
  const { last } = await readLogBounds(database)
  const upTo = after + windowSize < last ? after + windowSize : last
  const events = await findEvents(database, callerOf(context), filter, { after, upTo, take: pageSize })
  // Retention may have removed events before they were read. Those that fit the filter have no numbers in a row.
  const { expired } = await readLogBounds(database)
  if (after < expired) throw cursorExpired()
  const position = events.length < pageSize ? upTo : events.at(-1)!.sequence
  return { events, position, isLast: position === last }
}

async function readNew(context: Context, filter: EventFilter, after: bigint): Promise<Page> {
  const { events, isLast } = await context.services.live.newEvents(after)
  if (events.length > 0 && events[0]!.sequence !== after + 1n) throw cursorExpired()
  const caller = callerOf(context)
  return {
    events: events.filter(event => canSeeEvent(caller, event) && matchesFilter(event, filter)),
    position: events.at(-1)?.sequence ?? after,
    isLast,
  }
}

/** Every right that the stream began with must still be there, so that nothing is left out silently. */
function requireRights(context: Context, before: Right[]): void {
  const caller = callerOf(context)
  if (!caller) throw unauthenticated()
  const includesAll = (one: Right, other: Right) =>
    one.role === other.role &&
    one.packageId === other.packageId &&
    one.environmentId === other.environmentId &&
    (other.limitedBy ?? []).every(role => one.limitedBy?.includes(role))
  if (before.every(right => caller.rights.some(other => includesAll(right, other)))) return
  throw forbidden('follow all of these events any more', 'Subscribe again to follow what you may still see.')
}
