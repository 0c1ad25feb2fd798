import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildCaller, buildEncoding } from '../../domain/test/factories.ts'
import {
  advanceTranscodeById,
  buildPackageWithVideos,
  dollarMicros,
  endNewestAttempt,
} from '../../domain/test/transcodes.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const query =
  'query ($month: Date) { budget(month: $month) { month limit { amount } spent { amount currency } use { jobs minutes } reserved { amount } prices { region date } } }'

test('the budget tells what a month has cost, and what is reserved', async () => {
  const finishedAt = new Date('2026-02-10T12:00:00Z')
  await buildEncoding(
    api.database,
    { status: 'READY' },
    { finishedAt, costMicros: 450_000n, currency: 'USD', outputSeconds: 2400 },
  )
  await buildEncoding(api.database, { status: 'QUEUED' }, { estimateMicros: 250_000n, currency: 'USD' })
  expect(await api.request(query, { month: '2026-02-28' })).toMatchObject({
    data: {
      budget: {
        ...{ month: '2026-02-01', limit: null, spent: { amount: 0.45, currency: 'USD' }, reserved: { amount: 0.25 } },
        use: { jobs: 1, minutes: 40 },
        prices: { region: 'us-east-1', date: '2025-11-01' },
      },
    },
  })
  expect((await api.request(query, { month: '2026-02-30' })).errors).toMatchObject([
    { message: expect.stringContaining('A Date looks like') },
  ])
})

test('only who may read it sees it', async () => {
  for (const [role, sees] of [
    ['AUTHOR', false],
    ['PUBLISHER', false],
    ['AUDITOR', true],
    ['ADMIN', true],
  ] as const) {
    const { data, errors } = await api.request<{ budget: unknown }>(query, {}, { caller: buildCaller({ role }) })
    expect([role, data.budget !== null, errors]).toEqual([role, sees, []])
  }
})

describe('setBudget', () => {
  const set = 'mutation ($monthly: MoneyInput) { setBudget(monthly: $monthly) { limit { amount } } }'

  test('hands on exact millionths, or none', async () => {
    const setBudget = vi.fn(async () => {})
    await api.request(set, { monthly: { amount: 12.345678, currency: 'USD' } }, { commands: { setBudget } })
    await api.request(set, { monthly: null }, { commands: { setBudget } })
    expect(setBudget.mock.calls).toEqual([[{ amountMicros: 12_345_678n, currency: 'USD' }], [null]])
  })

  test.each([
    [{ amount: 10, currency: 'EUR' }, 'monthly.currency'],
    [{ amount: -1, currency: 'USD' }, 'monthly.amount'],
    [{ amount: 1e12, currency: 'USD' }, 'monthly.amount'],
  ])('refuses %o', async (monthly, field) => {
    expect((await api.request(set, { monthly }, { commands: {} })).errors).toMatchObject([
      { code: 'INVALID_INPUT', field },
    ])
  })
})

test('a transcode tells what it will cost and saves, then what it did cost; a video its own', async () => {
  const earlier = await buildPackageWithVideos(api.database, { 'old.mp4': null })
  await advanceTranscodeById(api.database, earlier.transcode.id)
  await endNewestAttempt(api.database, earlier.hashes['old.mp4']!)
  const files = { 'old.mp4': earlier.hashes['old.mp4']!, 'new.mp4': null, 'new.webm': null }
  const { packageId, transcode, hashes } = await buildPackageWithVideos(api.database, files)
  const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: packageId } })
  const costs = async () => {
    const text = `query ($slug: String!) { package(slug: $slug) { encodingUse { jobs minutes cost { amount } } transcode {
      jobs minutes estimatedCost { amount } cost { amount } savedCost { amount }
      videos { nodes { path reused pausedForBudget jobsAhead estimatedCost { amount } cost { amount } } } } } }`
    const { data } = await api.request<{ package: { encodingUse: unknown; transcode: object } }>(text, { slug })
    return { ...data.package.transcode, encodingUse: data.package.encodingUse }
  }
  const [one, none] = [{ amount: 1 }, { amount: 0 }]
  const before = { jobs: 1, minutes: 1, estimatedCost: one, cost: none, savedCost: one }
  expect(await costs()).toMatchObject(before)
  await advanceTranscodeById(api.database, transcode.id)
  expect(await costs()).toMatchObject(before)
  await endNewestAttempt(api.database, hashes['new.mp4']!)
  const calm = { pausedForBudget: false, jobsAhead: null }
  expect(await costs()).toMatchObject({
    ...{ ...before, cost: one, encodingUse: { jobs: 1, minutes: 1, cost: one } },
    videos: {
      nodes: [
        { ...calm, path: 'new.mp4', reused: false, estimatedCost: one, cost: one },
        { ...calm, path: 'new.webm', reused: false, estimatedCost: null, cost: null },
        { ...calm, path: 'old.mp4', reused: true, estimatedCost: one, cost: one },
      ],
    },
  })
  expect(dollarMicros).toBe(1_000_000n)
})
