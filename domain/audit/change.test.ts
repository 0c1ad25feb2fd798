import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { type Database, openDatabase } from '../database.ts'
import { buildEnvironment, buildPackage } from '../test/factories.ts'
import { lockPackage } from '../transaction.ts'
import { systemActor } from './actor.ts'
import { change, type Event } from './change.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl)
})
afterAll(() => database.$disconnect())

const event = (summary: string): Event => ({
  action: 'package.created',
  subjectType: 'Package',
  subjectId: '1',
  summary,
})
const recordTwice = (summary: string) =>
  change(database, systemActor, async () => ({ result: null, events: [event(summary), event(summary)] }))

test('orders the events of concurrent transactions without gaps and chains each to the one before', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, number) => recordTwice(`number ${number}`)))
  const events = await database.auditEvent.findMany({ orderBy: { sequence: 'asc' } })
  const first = events[0]!.sequence
  expect(events.map(row => row.sequence)).toEqual(events.map((_, index) => first + BigInt(index)))
  for (const [index, row] of events.entries()) if (index > 0) expect(row.previousHash).toEqual(events[index - 1]!.hash)
  const head = await database.auditHead.findUniqueOrThrow({ where: { id: 1 } })
  expect(head).toMatchObject({ sequence: events.at(-1)!.sequence, hash: events.at(-1)!.hash })
})

test('leaves neither an event nor a gap when its transaction is rolled back', async () => {
  const before = await database.auditHead.findUniqueOrThrow({ where: { id: 1 } })
  const failing = change(database, systemActor, async tx => {
    await tx.package.create({
      data: { slug: 'x', title: 'x', dropboxId: 'id:x', dropboxPath: '/x', dropboxPathLower: '/x', createdBy: {} },
    })
    throw new Error('rolled back')
  })
  await expect(failing).rejects.toThrow('rolled back')
  expect(await database.package.count({ where: { slug: 'x' } })).toBe(0)
  expect(await database.auditHead.findUniqueOrThrow({ where: { id: 1 } })).toEqual(before)
})

test.each([
  `UPDATE audit_event SET summary = 'nothing happened'`,
  'DELETE FROM audit_event',
  'TRUNCATE audit_event',
  'UPDATE audit_head SET sequence = 0',
  `DELETE FROM audit_event_${new Date().toISOString().slice(0, 7).replace('-', '_')}`,
])('writes a log that the role of processes cannot rewrite: %s', async sql => {
  await recordTwice('something')
  await expect(database.$executeRawUnsafe(sql)).rejects.toThrow(/permission denied/)
})

test('completes both of two deadlocked transactions, one of them on its second attempt', async () => {
  const [one, other] = await Promise.all([buildPackage(database), buildPackage(database)])
  let attempts = 0
  const bothLocked = Promise.withResolvers<void>()
  const lockBoth = (first: string, second: string, statement: 'raw' | 'row') =>
    change(database, systemActor, async tx => {
      attempts++
      await lockPackage(tx, first)
      if (attempts === 2) bothLocked.resolve()
      await bothLocked.promise
      if (statement === 'raw') await lockPackage(tx, second)
      else await tx.package.update({ where: { id: second }, data: { title: 'locked' } })
      return { result: null, events: [event(`locked ${second}`)] }
    })
  await Promise.all([lockBoth(one.id, other.id, 'raw'), lockBoth(other.id, one.id, 'row')])
  expect(attempts).toBe(3)
})

test('an event records its environment inside the hashed JSON', async () => {
  const environment = await buildEnvironment(database)
  const event = { action: 'environment.updated', subjectType: 'Environment', subjectId: environment.id } as const
  const events = [{ ...event, environmentId: environment.id, summary: 'Changed the environment' }]
  await change(database, systemActor, async () => ({ result: null, events }))
  const recorded = await database.auditEvent.findFirstOrThrow({ where: { environmentId: environment.id } })
  const [row] = await database.$queryRaw<{ hash: Uint8Array }[]>`
    SELECT sha256(previous_hash || convert_to((${JSON.stringify({ ...events[0], ...systemActor })}::jsonb
      || jsonb_build_object('sequence', sequence, 'at', to_jsonb(at)))::text, 'UTF8')) AS hash
    FROM audit_event WHERE sequence = ${recorded.sequence}`
  expect(row!.hash).toEqual(recorded.hash)
})

test('the processes cannot insert events themselves', async () => {
  const insert = database.$executeRaw`
    INSERT INTO audit_event (sequence, at, action, actor, subject_type, subject_id, summary, previous_hash, hash)
    VALUES (1, now(), 'user.created', '{}', 'User', 'x', 'x', '', '')`
  await expect(insert).rejects.toThrow(/permission denied/)
})
