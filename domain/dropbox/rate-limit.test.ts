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

/** Moves the stored times into the past, as if `seconds` had passed. */
const passTime = (seconds: number) =>
  database.$executeRaw`
    UPDATE dropbox_limit SET not_before = not_before - make_interval(secs => ${seconds}),
      changed_at = changed_at - make_interval(secs => ${seconds})`

test('does not throttle until Dropbox returns 429', async () => {
  expect(await claimRateShare(database, 'one')).toEqual({ waitSeconds: 0, requestsPerSecond: null })
})

test('pauses all processes after a 429, then shares half of the previous rate among them', async () => {
  await claimRateShare(database, 'one')
  await claimRateShare(database, 'two')
  await reduceRate(database, 300, 20)
  for (const process of ['one', 'two']) {
    const { waitSeconds, requestsPerSecond } = await claimRateShare(database, process)
    expect(waitSeconds).toBeGreaterThan(290)
    expect(requestsPerSecond).toBe(10)
  }
})

test('starts from a rate that is no whole number', async () => {
  await claimRateShare(database, 'one')
  await reduceRate(database, 1.125, 12.5)
  expect((await claimRateShare(database, 'one')).requestsPerSecond).toBe(6.25)
})

test('halves the rate once when several requests get the same 429', async () => {
  await claimRateShare(database, 'one')
  for (let number = 0; number < 8; number++) await reduceRate(database, 1, 100)
  expect((await claimRateShare(database, 'one')).requestsPerSecond).toBe(50)
  await passTime(5)
  await reduceRate(database, 1, 100)
  expect((await claimRateShare(database, 'one')).requestsPerSecond).toBe(25)
})

test('raises the rate after each second without a 429, until it lifts the limit', async () => {
  await reduceRate(database, 1, 40)
  await passTime(5)
  await claimRateShare(database, 'one')
  const { requestsPerSecond } = await claimRateShare(database, 'one')
  expect(requestsPerSecond).toBeGreaterThan(20)
  expect(requestsPerSecond).toBeLessThan(25)
  for (let second = 0; second < 100; second++) {
    await passTime(2)
    await claimRateShare(database, 'one')
  }
  expect((await claimRateShare(database, 'one')).requestsPerSecond).toBeNull()
})
