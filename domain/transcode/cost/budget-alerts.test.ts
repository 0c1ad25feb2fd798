import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../../sandbox/checks/test-database.ts'
import { systemActor } from '../../audit/actor.ts'
import { change } from '../../audit/change.ts'
import { type Database, openDatabase } from '../../database.ts'
import { buildEncoding } from '../../test/factories.ts'
import { advanceTranscodeById, buildPackageWithVideos, dollarMicros, limitBudget } from '../../test/transcodes.ts'
import {
  budgetAlerts,
  claimBudgetAlert,
  reachedPercents,
  recordAlertMailed,
  recordBudgetAlerts,
} from './budget-alerts.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 4)
})
afterAll(() => database.$disconnect())

const limitTo = (dollars: number | null) => limitBudget(database, dollars)
beforeEach(async () => {
  await database.encoding.deleteMany()
  await database.$executeRaw`DELETE FROM budget_alert`
  await limitTo(10)
})

const spend = (dollars: number, finishedAt = new Date()) =>
  buildEncoding(
    database,
    { status: 'READY' },
    { finishedAt, costMicros: BigInt(dollars) * dollarMicros, currency: 'USD' },
  )
const record = async () =>
  (await change(database, systemActor, tx => recordBudgetAlerts(tx, 'UTC'))).map(({ percent }) => percent)
const claim = async () => (await change(database, systemActor, tx => claimBudgetAlert(tx, 'UTC')))?.percent ?? null

describe('a part of the limit', () => {
  const use = (used: number, waitingVideos = 0, limit = 10) =>
    reachedPercents({ usedMicros: BigInt(used), limitMicros: BigInt(limit), waitingVideos })

  test('is reached at 80 and at 100 percent', () => {
    expect([use(7), use(8), use(9), use(10), use(11)]).toEqual([[], [80], [80], [80, 100], [80, 100]])
  })

  test('is reached as a whole when videos wait, whatever is left', () => {
    expect(use(1, 1)).toEqual([80, 100])
    expect(use(0, 1, 0)).toEqual([80, 100])
  })

  test('is not reached with a limit of nothing that nobody misses', () => {
    expect(use(0, 0, 0)).toEqual([])
    expect(use(1, 0, 0)).toEqual([80, 100])
  })
})

test('each part is recorded once a month, with an event', async () => {
  await spend(7)
  expect(await record()).toEqual([])
  await spend(1)
  expect(await record()).toEqual([80])
  expect(await record()).toEqual([])
  await spend(2)
  expect(await record()).toEqual([100])
  const events = await database.auditEvent.findMany({ where: { action: 'budget.alertReached' } })
  expect(events.map(({ after }) => after)).toMatchObject([
    { percent: 80, usedMicros: 8_000_000, limitMicros: 10_000_000 },
    { percent: 100, usedMicros: 10_000_000 },
  ])
})

test('what was spent in another month does not count', async () => {
  await spend(9, new Date(Date.now() - 40 * 86_400_000))
  expect(await record()).toEqual([])
})

test('several workers record a part once, and one of them mails it', async () => {
  await spend(8)
  expect((await Promise.all([record(), record(), record()])).flat()).toEqual([80])
  expect((await Promise.all([claim(), claim(), claim()])).sort()).toEqual([80, null, null])
})

test('of parts that are reached at once, only the last one is mailed', async () => {
  await spend(10)
  expect(await record()).toEqual([80, 100])
  expect([await claim(), await claim()]).toEqual([100, null])
})

test('a mail that was not sent is tried again after ten minutes, and one that was sent is not', async () => {
  await spend(8)
  await record()
  expect([await claim(), await claim()]).toEqual([80, null])
  await database.$executeRaw`UPDATE budget_alert SET claimed_at = now() - interval '11 minutes'`
  const alert = await change(database, systemActor, tx => claimBudgetAlert(tx, 'UTC'))
  await change(database, systemActor, tx => recordAlertMailed(tx, alert!))
  await database.$executeRaw`UPDATE budget_alert SET claimed_at = now() - interval '11 minutes'`
  expect(await claim()).toBeNull()
  const scope = { limitMicros: 10n * dollarMicros, currency: 'USD', month: alert!.month }
  expect(await budgetAlerts(database, scope)).toMatchObject([{ percent: 80, mailedAt: expect.any(Date) }])
})

test('another limit starts anew, and what was reached of an earlier one is no longer mailed', async () => {
  await spend(8)
  await record()
  await limitTo(9)
  expect(await claim()).toBeNull()
  expect(await record()).toEqual([80])
  await limitTo(100)
  expect([await record(), await claim()]).toEqual([[], null])
  await limitTo(null)
  expect(await record()).toEqual([])
})

test('videos that wait for the budget reach it, as long as they do not fit', async () => {
  await limitTo(1)
  const { transcode } = await buildPackageWithVideos(database, { 'a.mp4': null, 'b.mp4': null })
  await advanceTranscodeById(database, transcode.id)
  expect(await record()).toEqual([80, 100])
  const [row] = await database.budgetAlert.findMany({ where: { percent: 100 } })
  expect(row).toMatchObject({ waitingVideos: 2, usedMicros: 0n })
  // Under a higher limit they fit, and wait only until they are resumed.
  await limitTo(1_000)
  expect(await record()).toEqual([])
})
