import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { type Database, openDatabase } from '../database.ts'
import { claimRateShare, reduceRate } from './rate-limit.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl)
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
  expect(await claimRateShare(database, 'one')).toEqual({ waitSeconds: 0, requestsPerSecond: null })
})

test('a complaint makes all processes wait, and afterwards ask at half the rate that was too fast, shared among them', async () => {
  await claimRateShare(database, 'one')
  await claimRateShare(database, 'two')
  await reduceRate(database, 300, 20)
  for (const process of ['one', 'two']) {
    const { waitSeconds, requestsPerSecond } = await claimRateShare(database, process)
    expect(waitSeconds).toBeGreaterThan(290)
    expect(requestsPerSecond).toBe(10)
  }
})

test('many who hear the same complaint halve the rate once', async () => {
  await claimRateShare(database, 'one')
  for (let number = 0; number < 8; number++) await reduceRate(database, 1, 100)
  expect((await claimRateShare(database, 'one')).requestsPerSecond).toBe(50)
  await later(5)
  await reduceRate(database, 1, 100)
  expect((await claimRateShare(database, 'one')).requestsPerSecond).toBe(25)
})

test('a clean second raises the rate, until nobody holds back any more', async () => {
  await reduceRate(database, 1, 40)
  await later(5)
  await claimRateShare(database, 'one')
  const { requestsPerSecond } = await claimRateShare(database, 'one')
  expect(requestsPerSecond).toBeGreaterThan(20)
  expect(requestsPerSecond).toBeLessThan(25)
  for (let second = 0; second < 100; second++) {
    await later(2)
    await claimRateShare(database, 'one')
  }
  expect((await claimRateShare(database, 'one')).requestsPerSecond).toBeNull()
})
