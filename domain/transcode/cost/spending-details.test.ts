import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase } from '../../../sandbox/checks/test-database.ts'
import { systemActor } from '../../audit/actor.ts'
import { change } from '../../audit/change.ts'
import { type Database, openDatabase } from '../../database.ts'
import { buildEncoding, buildPackage } from '../../test/factories.ts'
import {
  advanceTranscodeById,
  buildPackageWithVideos,
  dollarMicros,
  encodingOf,
  endNewestAttempt,
} from '../../test/transcodes.ts'
import { setBudget } from './budget.ts'
import {
  forecastMicros,
  monthlySpending,
  packageSpending,
  savedByReuse,
  videoSpending,
  waitingForBudget,
} from './spending-details.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 3)
})
afterAll(() => database.$disconnect())
beforeEach(() => database.encoding.deleteMany())

const ofMonth = (day: string | null) => ({ currency: 'USD', timeZone: 'Europe/Berlin', day })
const billed = (finishedAt: string, dollars: number, packageId: string | null = null, currency = 'USD') =>
  buildEncoding(
    database,
    { status: 'READY' },
    { finishedAt: new Date(finishedAt), costMicros: BigInt(dollars) * dollarMicros, currency, packageId },
  )

test('has 12 months up to the given one, in the time zone of the school', async () => {
  await billed('2026-01-31T23:30:00Z', 2)
  await billed('2026-01-31T22:30:00Z', 1)
  await billed('2025-02-10T12:00:00Z', 8)
  await billed('2025-03-10T12:00:00Z', 4)
  await billed('2026-02-10T12:00:00Z', 16, null, 'EUR')
  const months = await monthlySpending(database, ofMonth('2026-02-28'))
  expect(months.map(({ month }) => month)).toEqual([
    ...['2025-03', '2025-04', '2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11'].map(
      month => `${month}-01`,
    ),
    ...['2025-12-01', '2026-01-01', '2026-02-01'],
  ])
  const spent = months.filter(({ costMicros }) => costMicros > 0n)
  expect(spent.map(({ month, costMicros }) => [month, costMicros / dollarMicros])).toEqual([
    ['2025-03-01', 4n],
    ['2026-01-01', 1n],
    ['2026-02-01', 2n],
  ])
})

test('has the packages and videos that cost most in the month', async () => {
  const { packageId, transcode, hashes } = await buildPackageWithVideos(database, { 'a.mp4': null, 'b.mp4': null })
  await advanceTranscodeById(database, transcode.id)
  for (const hash of Object.values(hashes)) await endNewestAttempt(database, hash)
  const { id: other } = await buildPackage(database)
  await billed(new Date().toISOString(), 5, other)
  await billed('2026-01-10T12:00:00Z', 50, other)
  expect(await packageSpending(database, ofMonth(null), 10)).toEqual([
    { packageId: other, jobs: 1, costMicros: 5n * dollarMicros },
    { packageId, jobs: 2, costMicros: 2n * dollarMicros },
  ])
  expect(await packageSpending(database, ofMonth(null), 1)).toHaveLength(1)
  const videos = await videoSpending(database, ofMonth(null), 10)
  expect(videos[0]).toEqual({ packageId: other, jobs: 1, costMicros: 5n * dollarMicros, path: null })
  expect(videos.map(({ path }) => path).sort()).toEqual(['a.mp4', 'b.mp4', null])
})

test('reuse saves the estimate once for each package that gets the video', async () => {
  const first = await buildPackageWithVideos(database, { 'a.mp4': null })
  await advanceTranscodeById(database, first.transcode.id)
  await endNewestAttempt(database, first.hashes['a.mp4']!)
  expect(await savedByReuse(database, ofMonth(null))).toBe(0n)
  const second = await buildPackageWithVideos(database, { 'copy.mp4': first.hashes['a.mp4']! })
  await advanceTranscodeById(database, second.transcode.id)
  expect(await savedByReuse(database, ofMonth(null))).toBe(dollarMicros)
  expect(await savedByReuse(database, ofMonth('2026-01-01'))).toBe(0n)
})

test('the forecast adds the average day of the last 30 days for each day that is left', async () => {
  const month = { currency: 'USD', timeZone: 'UTC' }
  expect(await forecastMicros(database, month, 7n)).toBe(7n)
  await billed(new Date(Date.now() - 86_400_000).toISOString(), 30)
  const now = new Date()
  const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)
  const daysLeft = (end - now.getTime()) / 86_400_000
  const forecast = Number(await forecastMicros(database, month, 2n * dollarMicros)) / 1e6
  expect(forecast).toBeCloseTo(2 + daysLeft, 2)
})

test('says what waits for the budget, with the transcode that releases it', async () => {
  const limit = (dollars: number | null) =>
    change(database, systemActor, tx =>
      setBudget(tx, dollars === null ? null : { amountMicros: BigInt(dollars) * dollarMicros, currency: 'USD' }),
    )
  await limit(0)
  const big = await buildPackageWithVideos(database, { 'a.mp4': null, 'b.mp4': null })
  const small = await buildPackageWithVideos(database, { 'c.mp4': null })
  for (const { transcode } of [big, small]) await advanceTranscodeById(database, transcode.id)
  expect(await waitingForBudget(database)).toEqual([
    { packageId: big.packageId, transcodeId: big.transcode.id, videos: 2, estimateMicros: 2n * dollarMicros },
    { packageId: small.packageId, transcodeId: small.transcode.id, videos: 1, estimateMicros: dollarMicros },
  ])
  const { id } = await encodingOf(database, small.hashes['c.mp4']!)
  await database.attempt.updateMany({ where: { encodingId: id }, data: { pausedAt: null } })
  expect(await waitingForBudget(database)).toHaveLength(1)
  await limit(null)
})
