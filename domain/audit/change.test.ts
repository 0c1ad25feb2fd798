import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from './actor.ts'
import { buildPackage } from '../test/factories.ts'
import { type Database, openDatabase } from '../database.ts'
import { lockPackage } from '../transaction.ts'
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
const happen = (summary: string) =>
  change(database, systemActor, async () => ({ result: null, events: [event(summary), event(summary)] }))

test('events of transactions at the same time stand in one order without gaps, each chained to the one before', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, number) => happen(`number ${number}`)))
  const events = await database.auditEvent.findMany({ orderBy: { sequence: 'asc' } })
  const first = events[0]!.sequence
  expect(events.map(row => row.sequence)).toEqual(events.map((_, index) => first + BigInt(index)))
  for (const [index, row] of events.entries()) if (index > 0) expect(row.previousHash).toEqual(events[index - 1]!.hash)
  const head = await database.auditHead.findUniqueOrThrow({ where: { id: 1 } })
  expect(head).toMatchObject({ sequence: events.at(-1)!.sequence, hash: events.at(-1)!.hash })
})

test('a transaction that is rolled back leaves neither an event nor a gap', async () => {
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
])('the role of processes cannot rewrite what happened: %s', async sql => {
  await happen('something')
  await expect(database.$executeRawUnsafe(sql)).rejects.toThrow(/permission denied/)
})

test('two that wait for each other are both done, one of them at its second try', async () => {
  const [one, other] = await Promise.all([buildPackage(database), buildPackage(database)])
  let tries = 0
  const both = Promise.withResolvers<void>()
  const lockBoth = (first: string, second: string, statement: 'raw' | 'row') =>
    change(database, systemActor, async tx => {
      tries++
      await lockPackage(tx, first)
      if (tries === 2) both.resolve()
      await both.promise
      if (statement === 'raw') await lockPackage(tx, second)
      else await tx.package.update({ where: { id: second }, data: { title: 'locked' } })
      return { result: null, events: [event(`locked ${second}`)] }
    })
  await Promise.all([lockBoth(one.id, other.id, 'raw'), lockBoth(other.id, one.id, 'row')])
  expect(tries).toBe(3)
})
