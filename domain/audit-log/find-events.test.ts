import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { writeAuditRows } from '../../sandbox/services/audit-rows.ts'
import { type Random, randomFrom, randomSeed } from '../../sandbox/story/mixtures/random.ts'
import type { Caller, Right, Role } from '../access/permissions.ts'
import { type AuditEvent, type Database, openDatabase, Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { buildCaller } from '../test/factories.ts'
import { type EventFilter, matchesFilter } from './event-filter.ts'
import { countEvents, findEvents } from './find-events.ts'
import { canSeeEvent } from './visible-events.ts'

let database: Database
let events: AuditEvent[]
const from = new Date(Date.now() - 200 * 86_400_000)
beforeAll(async () => {
  const { ownerUrl, appUrl } = await createTestDatabase()
  await writeAuditRows(ownerUrl, { count: 6_000, from, to: new Date(), isChained: false })
  database = openDatabase(appUrl, 2)
  events = await findEvents(database, buildCaller(), {}, { take: 10_000 })
})
afterAll(() => database.$disconnect())

const pick = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random() * values.length)]!

function randomFilter(random: Random): EventFilter {
  const event = pick(random, events)
  const actor = event.actor as { userId?: string; tokenId?: string; name: string }
  const chosen = (chance: number) => random() < chance
  const environmentId = event.environmentId ?? events.find(row => row.environmentId)!.environmentId!
  const time = () => new Date(from.getTime() + random() * (Date.now() - from.getTime()))
  return {
    ...(chosen(0.3) ? { actions: [event.action, ...(chosen(0.5) ? [pick(random, events).action] : [])] } : {}),
    ...(chosen(0.2)
      ? { actor: actor.userId ? { kind: 'userId', key: actor.userId } : { kind: 'tokenId', key: actor.tokenId! } }
      : {}),
    ...(chosen(0.2) ? { subjectType: event.subjectType } : {}),
    ...(chosen(0.1) ? { subjectId: event.subjectId } : {}),
    ...(chosen(0.2) ? { packageIds: event.packageId ? [event.packageId] : [] } : {}),
    ...(chosen(0.2)
      ? {
          environmentIds: [
            environmentId,
            ...(chosen(0.5) ? [pick(random, events).sequence.toString().padStart(32, '0')] : []),
          ],
        }
      : {}),
    ...(chosen(0.2) ? { from: time() } : {}),
    ...(chosen(0.2) ? { to: time() } : {}),
    ...(chosen(0.3)
      ? {
          search: pick(random, [
            actor.name,
            event.summary.split(' ').at(-3)!,
            'sync package',
            'WORD1',
            'nowhere',
            '"?',
          ]),
        }
      : {}),
  }
}

function randomCaller(random: Random): Caller {
  const rights: Right[] = Array.from({ length: Math.ceil(random() * 2) }, () => {
    const event = pick(random, events)
    return {
      role: pick<Role>(random, ['AUTHOR', 'AUDITOR', 'OWNER', 'PUBLISHER']),
      packageId: random() < 0.5 ? event.packageId : null,
      environmentId: random() < 0.5 ? event.environmentId : null,
    }
  })
  return { ...buildCaller(), rights }
}

/** What Postgres finds by an index, found by looking at each event. */
function fitsSearch({ summary, actor }: AuditEvent, search: string | undefined): boolean {
  if (search === undefined) return true
  const words = (text: string) =>
    text
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter(Boolean)
  const present = words(`${summary} ${(actor as { name: string }).name}`)
  const wanted = words(search)
  return wanted.length > 0 && wanted.every(word => present.some(other => other.startsWith(word)))
}

test(`finds exactly the events that fit a filter and that the caller may see, in both directions (seed ${randomSeed})`, async () => {
  expect(events).toHaveLength(6_000)
  const random = randomFrom(randomSeed)
  let found = 0
  for (let round = 0; round < 60; round++) {
    const filter = randomFilter(random)
    const caller = random() < 0.4 ? buildCaller() : randomCaller(random)
    const expected = events.filter(
      event => matchesFilter(event, filter) && canSeeEvent(caller, event) && fitsSearch(event, filter.search),
    )
    const message = JSON.stringify({ filter, rights: caller.rights })
    const start = pick(random, events).sequence
    const sequences = (rows: AuditEvent[]) => rows.map(({ sequence }) => Number(sequence))
    const after = await findEvents(database, caller, filter, { after: start, take: 30 })
    expect(sequences(after), message).toEqual(
      sequences(expected.filter(({ sequence }) => sequence > start).slice(0, 30)),
    )
    const before = await findEvents(database, caller, filter, { upTo: start, take: 30, newest: true })
    const older = expected.filter(({ sequence }) => sequence <= start).reverse()
    expect(sequences(before), message).toEqual(sequences(older.slice(0, 30)))
    expect(await countEvents(database, caller, filter), message).toBe(expected.length)
    found += expected.length
  }
  expect(found).toBeGreaterThan(500)
})

const readRow = z.object({ read: z.int() })

test('each filter reads few events besides those that it finds', async () => {
  const event = events.find(({ packageId, environmentId }) => packageId && environmentId)!
  const user = events.find(({ actor }) => (actor as { userId?: string }).userId)!.actor as { userId: string }
  const action = { actions: ['test.action39'] }
  const filters: Record<string, EventFilter> = {
    'a rare action': action,
    'two actions': { actions: ['test.action39', 'test.action1'] },
    'an actor': { actor: { kind: 'userId', key: user.userId } },
    'a type of subject': { subjectType: 'Environment' },
    'a subject': { subjectType: event.subjectType, subjectId: event.subjectId },
    'a package': { packageIds: [event.packageId!] },
    'an environment': { environmentIds: [event.environmentId!] },
    'a rare word': { search: 'word19999' },
    'an actor and a rare action': { ...action, actor: { kind: 'userId', key: user.userId } },
    'a rare action, a package, and an environment': {
      ...action,
      packageIds: [event.packageId!],
      environmentIds: [event.environmentId!],
    },
    'a frequent word and a rare action': { ...action, search: 'person' },
    'words that never meet': { search: 'word19999 nowhere' },
  }
  for (const [name, filter] of Object.entries(filters)) {
    const { length } = events.filter(row => matchesFilter(row, filter) && fitsSearch(row, filter.search))
    await database.$transaction(async tx => {
      const before = await countReads(tx)
      await findEvents(tx as unknown as Database, buildCaller(), filter, { take: 10_000, newest: true })
      // Words are counted in 200 events. The rest is what finds the months.
      expect((await countReads(tx)) - before, name).toBeLessThanOrEqual(length + (filter.search ? 300 : 100))
    })
  }
})

/** How many events the transaction has read so far, by an index or by scanning a partition. */
async function countReads(tx: Tx): Promise<number> {
  const sql = Prisma.sql`
    SELECT sum(seq_tup_read + idx_tup_fetch)::int AS read
    FROM pg_stat_xact_user_tables WHERE relname LIKE 'audit\\_event\\_%'`
  return (await rows(tx, readRow, sql))[0]!.read
}
