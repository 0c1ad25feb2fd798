import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../sandbox/test-database.ts'
import { type Database, openDatabase } from '../database.ts'
import { slowDown, takeShare } from './dropbox-limit.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await testDatabase()).appUrl)
})
afterAll(() => database.$disconnect())
beforeEach(async () => {
  await database.dropboxLimit.update({ where: { id: 1 }, data: { notBefore: null, requestsPerSecond: null } })
  await database.dropboxProcess.deleteMany()
})

/** As if that much time had gone by. */
const later = (seconds: number) =>
  database.$executeRaw`
    UPDATE dropbox_limit SET not_before = not_before - make_interval(secs => ${seconds}), changed_at = changed_at - make_interval(secs => ${seconds})`

test('as long as Dropbox does not complain nobody waits', async () => {
  expect(await takeShare(database, 'one')).toEqual({ waitSeconds: 0, requestsPerSecond: null })
})

test('a complaint makes all processes wait, and afterwards ask at half the rate that was too fast, shared among them', async () => {
  await takeShare(database, 'one')
  await takeShare(database, 'two')
  await slowDown(database, 300, 20)
  for (const process of ['one', 'two']) {
    const { waitSeconds, requestsPerSecond } = await takeShare(database, process)
    expect(waitSeconds).toBeGreaterThan(290)
    expect(requestsPerSecond).toBe(10)
  }
})

test('many who hear the same complaint halve the rate once', async () => {
  await takeShare(database, 'one')
  for (let number = 0; number < 8; number++) await slowDown(database, 1, 100)
  expect((await takeShare(database, 'one')).requestsPerSecond).toBe(50)
  await later(5)
  await slowDown(database, 1, 100)
  expect((await takeShare(database, 'one')).requestsPerSecond).toBe(25)
})

test('a clean second raises the rate, until nobody holds back any more', async () => {
  await slowDown(database, 1, 40)
  await later(5)
  await takeShare(database, 'one')
  const { requestsPerSecond } = await takeShare(database, 'one')
  expect(requestsPerSecond).toBeGreaterThan(20)
  expect(requestsPerSecond).toBeLessThan(25)
  for (let second = 0; second < 100; second++) {
    await later(2)
    await takeShare(database, 'one')
  }
  expect((await takeShare(database, 'one')).requestsPerSecond).toBeNull()
})
