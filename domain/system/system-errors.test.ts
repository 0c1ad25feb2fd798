import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { type Database, openDatabase } from '../database.ts'
import { type CountedError, lastErrors, recordErrors } from './system-errors.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 2)
})
afterAll(() => database.$disconnect())
beforeEach(() => database.systemError.deleteMany())

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
const counted = (overrides: Partial<CountedError> = {}): CountedError => ({
  ...{ code: 'P2034', message: 'Request failed', count: 1, requestId: null },
  ...{ firstAt: minutesAgo(5), lastAt: minutesAgo(5), ...overrides },
})

test('adds up an error by kind of process, code, and message, and keeps the last request', async () => {
  const first = counted({ count: 2, requestId: 'one' })
  const last = counted({ count: 3, firstAt: minutesAgo(1), lastAt: minutesAgo(1), requestId: 'two' })
  await recordErrors(database, 'server', [first, counted({ code: 'ECONNREFUSED', lastAt: minutesAgo(3) })])
  await recordErrors(database, 'server', [last])
  await recordErrors(database, 'worker', [counted({ lastAt: minutesAgo(4) })])
  expect(await lastErrors(database, 10)).toMatchObject([
    { code: 'P2034', processKind: 'server', count: 5, firstAt: first.firstAt, lastAt: last.lastAt, requestId: 'two' },
    { code: 'ECONNREFUSED', count: 1 },
    { code: 'P2034', processKind: 'worker', count: 1 },
  ])
  expect(await lastErrors(database, 1)).toHaveLength(1)
})

test('forgets errors after 30 days, and the oldest of more than 1,000', async () => {
  await recordErrors(database, 'server', [counted({ message: 'Old', lastAt: minutesAgo(31 * 24 * 60) })])
  expect(await database.systemError.count()).toBe(0)
  const many = Array.from({ length: 1_001 }, (_, index) =>
    counted({ message: `Error ${index}`, lastAt: minutesAgo(index) }),
  )
  await recordErrors(database, 'server', many)
  expect(await database.systemError.count()).toBe(1_000)
  expect(await database.systemError.count({ where: { message: 'Error 1000' } })).toBe(0)
})
