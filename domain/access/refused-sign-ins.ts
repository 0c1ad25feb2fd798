import { z } from 'zod'
import type { Attribution } from '../audit/actor.ts'
import { systemActor } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import { Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'

/** How many refusals of a minute have events of their own, over all networks. */
const maxEventsPerMinute = 60

/**
 * A sign-in or an API token that was refused. `network`: an IPv4 address, or the first half of an IPv6 address. `reason`:
 * completes "… was refused because …". `person`: whose account it was, if known.
 */
export type Refusal = {
  what: 'SIGN_IN' | 'TOKEN'
  network: string
  reason: string
  person?: { id: string; name: string }
}

const countRow = z.object({ count: z.number() })

/**
 * Records a refused sign-in or API token: the first one of each network and minute, at most 60 a minute. All others are
 * counted; `recordCountedRefusals` records their number. Returns whether this one was only counted.
 */
export async function recordRefusal(
  tx: Tx,
  refusal: Refusal,
  request: Pick<Attribution, 'ip' | 'requestId'>,
): Promise<Change<{ isCounted: boolean }>> {
  await lockRefusals(tx)
  const counted = await countedEvents(tx)
  const [thisMinute] = await rows(
    tx,
    countRow,
    Prisma.sql`SELECT count(*)::int AS count FROM refused_sign_in WHERE recorded AND minute = date_trunc('minute', now())`,
  )
  const mayRecord = thisMinute!.count < maxEventsPerMinute
  const [row] = await rows(
    tx,
    countRow,
    Prisma.sql`
      INSERT INTO refused_sign_in (minute, network, recorded) VALUES (date_trunc('minute', now()), ${refusal.network}, ${mayRecord})
      ON CONFLICT (minute, network) DO UPDATE SET count = refused_sign_in.count + 1 RETURNING count`,
  )
  const isRecorded = mayRecord && row!.count === 1
  const events = isRecorded
    ? [...counted, { ...refusalEvent(refusal, request), by: { ...systemActor, ...request } }]
    : counted
  return { result: { isCounted: !isRecorded }, events }
}

/**
 * Records how many refusals of past minutes have no event of their own, in one event. `more`: those that a process did not
 * bring here.
 */
export async function recordCountedRefusals(tx: Tx, more = 0): Promise<Change<null>> {
  await lockRefusals(tx)
  return { result: null, events: await countedEvents(tx, more) }
}

/** Serializes those who count refusals. */
async function lockRefusals(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('refused_sign_in'))::text`
}

/** Removes the rows of past minutes. Returns an event for those that have none. */
async function countedEvents(tx: Tx, more = 0): Promise<Event[]> {
  const [sum] = await rows(
    tx,
    countRow,
    Prisma.sql`
      WITH past AS (DELETE FROM refused_sign_in WHERE minute < date_trunc('minute', now()) RETURNING count, recorded)
      SELECT coalesce(sum(count) - count(*) FILTER (WHERE recorded), 0)::int AS count FROM past`,
  )
  const count = sum!.count + more
  if (count === 0) return []
  const summary = `Refused ${count} more ${count === 1 ? 'sign-in or API token' : 'sign-ins and API tokens'}`
  const subject = { subjectType: 'SignIn', subjectId: 'refused' }
  return [{ action: 'user.signInsRefused', ...subject, summary, after: { count }, by: systemActor }]
}

function refusalEvent({ what, reason, person }: Refusal, { requestId }: Pick<Attribution, 'requestId'>): Event {
  const subject = person
    ? { subjectType: 'User', subjectId: person.id }
    : { subjectType: 'SignIn', subjectId: requestId ?? 'unknown' }
  const name = what === 'TOKEN' ? 'an API token' : person ? `a sign-in of ${person.name}` : 'a sign-in'
  return {
    action: what === 'TOKEN' ? 'token.refused' : 'user.signInRefused',
    ...subject,
    summary: `Refused ${name}: ${reason}`,
    after: { reason },
  }
}
