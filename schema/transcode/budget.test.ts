import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { setBudget } from '@lectern/domain/transcode/cost/budget'
import { recordBudgetAlerts } from '@lectern/domain/transcode/cost/budget-alerts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCaller, buildEncoding, buildGrant, buildPackage, buildUser } from '../../domain/test/factories.ts'
import {
  advanceTranscodeById,
  buildPackageWithVideos,
  dollarMicros,
  endNewestAttempt,
  readyOutcome,
} from '../../domain/test/transcodes.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const query =
  'query ($month: Date) { budget(month: $month) { month limit { amount } spent { amount currency } use { jobs minutes } reserved { amount } prices { region date } } }'

test('the budget shows what a month has cost and what is reserved', async () => {
  const finishedAt = new Date('2026-02-10T12:00:00Z')
  await buildEncoding(
    api.database,
    { status: 'READY' },
    { finishedAt, costMicros: 450_000n, currency: 'USD', billedSeconds: 2400 },
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
    { message: expect.stringContaining('A Date must be') },
  ])
})

test('the budget is null for callers who may not read it', async () => {
  for (const [role, canRead] of [
    ['AUTHOR', false],
    ['PUBLISHER', false],
    ['AUDITOR', true],
    ['ADMIN', true],
  ] as const) {
    const { data, errors } = await api.request<{ budget: unknown }>(query, {}, { caller: buildCaller({ role }) })
    expect([role, data.budget !== null, errors]).toEqual([role, canRead, []])
  }
})

describe('setBudget', () => {
  const set = 'mutation ($monthly: MoneyInput) { setBudget(monthly: $monthly) { limit { amount } } }'

  test('stores exact millionths, or no limit', async () => {
    const limit = async () => (await api.database.budget.findUniqueOrThrow({ where: { id: 1 } })).monthlyMicros
    const { data } = await api.request(set, { monthly: { amount: 12.345678, currency: 'USD' } })
    expect(data).toEqual({ setBudget: { limit: { amount: 12.345678 } } })
    expect(await limit()).toBe(12_345_678n)
    await api.request(set, { monthly: null })
    expect(await limit()).toBeNull()
  })

  test.each([
    [{ amount: 10, currency: 'EUR' }, 'monthly.currency'],
    [{ amount: -1, currency: 'USD' }, 'monthly.amount'],
    [{ amount: 1e12, currency: 'USD' }, 'monthly.amount'],
  ])('rejects %o', async (monthly, field) => {
    expect((await api.request(set, { monthly })).errors).toMatchObject([{ code: 'INVALID_INPUT', field }])
  })
})

test('estimate, transcode, package, and budget show the same sums: a retry counts, a free failure does not', async () => {
  const { packageId, transcode, hashes } = await buildPackageWithVideos(api.database, { 'a.mp4': null, 'b.mp4': null })
  const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: packageId } })
  const currency = 'XTS'
  await api.database.estimate.updateMany({ where: { contentHash: { in: Object.values(hashes) } }, data: { currency } })
  const prices = { ...api.services.settings.prices, currency }
  const services = { settings: { ...api.services.settings, prices } }
  const sums = async () => {
    const text = `query ($slug: String!) { budget { use { jobs minutes } spent { amount } reserved { amount } }
      package(slug: $slug) { encodingUse { jobs minutes cost { amount } }
        transcode { jobs minutes estimatedCost { amount } cost { amount } } } }`
    // biome-ignore lint/suspicious/noExplicitAny: read field by field
    const { data, errors } = await api.request<any>(text, { slug }, { services })
    expect(errors).toEqual([])
    const { budget, package: pkg } = data
    return {
      transcode: [pkg.transcode.jobs, pkg.transcode.minutes, pkg.transcode.cost.amount],
      package: [pkg.encodingUse.jobs, pkg.encodingUse.minutes, pkg.encodingUse.cost.amount],
      budget: [budget.use.jobs, budget.use.minutes, budget.spent.amount],
      estimated: pkg.transcode.estimatedCost.amount,
      reserved: budget.reserved.amount,
    }
  }
  const nothing = [0, 0, 0]
  const planned = { transcode: [2, 2, 0], package: nothing, budget: nothing, estimated: 2 }
  expect(await sums()).toEqual({ ...planned, reserved: 0 })
  await advanceTranscodeById(api.database, transcode.id)
  expect(await sums()).toEqual({ ...planned, reserved: 2 })

  const error = { code: 'OUTPUT_INCOMPLETE', message: 'Its outputs are incomplete.' }
  const charged = { billedSeconds: 60, costMicros: dollarMicros, currency }
  const a = hashes['a.mp4']!
  const ready = { ...readyOutcome, currency }
  await endNewestAttempt(api.database, a, { status: 'FAILED', error, isRetryable: true, ...charged })
  await endNewestAttempt(api.database, a, ready)
  await endNewestAttempt(api.database, hashes['b.mp4']!, { status: 'FAILED', error })
  await advanceTranscodeById(api.database, transcode.id)
  const billed = [2, 2, 2]
  expect(await sums()).toEqual({ transcode: billed, package: billed, budget: billed, estimated: 2, reserved: 0 })
})

test('a transcode and its videos show estimated and saved costs first, then actual costs', async () => {
  const earlier = await buildPackageWithVideos(api.database, { 'old.mp4': null })
  await advanceTranscodeById(api.database, earlier.transcode.id)
  await endNewestAttempt(api.database, earlier.hashes['old.mp4']!)
  const files = { 'old.mp4': earlier.hashes['old.mp4']!, 'new.mp4': null, 'new.webm': null }
  const { packageId, transcode, hashes } = await buildPackageWithVideos(api.database, files)
  const alternate = { packageId, path: 'new.webm' }
  await api.database.draftFile.updateMany({ where: alternate, data: { alternateOf: 'new.mp4' } })
  const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: packageId } })
  const costs = async () => {
    const text = `query ($slug: String!) { package(slug: $slug) { encodingUse { jobs minutes cost { amount } } transcode {
      jobs minutes estimatedCost { amount } cost { amount } savedCost { amount }
      videos { nodes { path reused pausedForBudget jobsAhead estimatedCost { amount } cost { amount } } } } } }`
    const { data } = await api.request<{ package: { encodingUse: unknown; transcode: object } }>(text, { slug })
    return { ...data.package.transcode, encodingUse: data.package.encodingUse }
  }
  const [oneDollar, noDollars] = [{ amount: 1 }, { amount: 0 }]
  const before = { jobs: 1, minutes: 1, estimatedCost: oneDollar, cost: noDollars, savedCost: oneDollar }
  expect(await costs()).toMatchObject(before)
  await advanceTranscodeById(api.database, transcode.id)
  expect(await costs()).toMatchObject(before)
  await endNewestAttempt(api.database, hashes['new.mp4']!)
  const notQueued = { pausedForBudget: false, jobsAhead: null }
  expect(await costs()).toMatchObject({
    ...{ ...before, cost: oneDollar, encodingUse: { jobs: 1, minutes: 1, cost: oneDollar } },
    videos: {
      nodes: [
        { ...notQueued, path: 'new.mp4', reused: false, estimatedCost: oneDollar, cost: oneDollar },
        { ...notQueued, path: 'new.webm', reused: false, estimatedCost: null, cost: null },
        { ...notQueued, path: 'old.mp4', reused: true, estimatedCost: oneDollar, cost: oneDollar },
      ],
    },
  })
  expect(dollarMicros).toBe(1_000_000n)
})

test('the budget names who may exceed it, and the parts that were reached', async () => {
  const { id: packageId } = await buildPackage(api.database)
  for (const grant of [{ role: 'ADMIN' }, { role: 'ADMIN', packageId }, { role: 'AUDITOR' }] as const) {
    const name = `${grant.role}${'packageId' in grant ? ' of a package' : ''}`
    await buildGrant(api.database, { userId: (await buildUser(api.database, { name })).id, ...grant })
  }
  const limit = { amountMicros: dollarMicros, currency: 'USD' }
  await change(api.database, systemActor, tx => setBudget(tx, limit))
  await buildEncoding(api.database, { status: 'READY' }, { costMicros: 5n * dollarMicros, currency: 'USD' })
  await change(api.database, systemActor, tx => recordBudgetAlerts(tx, 'UTC'))
  const text = '{ budget { mailsAlerts mayRelease { name } alerts { percent reachedAt mailedAt } } }'
  type Data = { budget: { mailsAlerts: boolean; mayRelease: { name: string }[]; alerts: object[] } }
  const { budget } = (await api.request<Data>(text)).data
  expect(budget.mayRelease.map(({ name }) => name)).toEqual(['ADMIN'])
  expect(budget.mailsAlerts).toBe(false)
  expect(budget.alerts).toMatchObject([
    { percent: 80, mailedAt: expect.any(String) },
    { percent: 100, mailedAt: null },
  ])
  await change(api.database, systemActor, tx => setBudget(tx, null))
  expect((await api.request<Data>(text)).data.budget.alerts).toEqual([])
})
