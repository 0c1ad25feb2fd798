import { randomUUID } from 'node:crypto'
import type { Prisma } from '@lectern/domain/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  buildCaller,
  buildDraft,
  buildDraftFile,
  buildEncoding,
  buildEnvironment,
  buildFinding,
  buildGrant,
  buildOpenRun,
  buildPackage,
  buildSyncRun,
  buildUser,
  buildVideo,
} from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const problem = 'code message path'
const query = `query ($slug: String!, $environment: String!, $acceptFallback: [String!]) {
  package(slug: $slug) { publishCheck(environment: $environment, acceptFallback: $acceptFallback) {
  blockers { ${problem} } warnings { ${problem} } sameAs { number } videosToEncode encodingSeconds estimatedCost { amount currency } mayPublish } } }`
const publish = `mutation ($slug: String!, $environment: String!) {
  publishPackage(slug: $slug, environment: $environment) { status blockers { ${problem} } } }`

type Problem = { code: string; message: string; path: string | null }
type Check = {
  blockers: Problem[]
  warnings: Problem[]
  sameAs: { number: number } | null
  videosToEncode: number
  encodingSeconds: number | null
  estimatedCost: { amount: number; currency: string } | null
  mayPublish: boolean
}

/** Builds a package whose draft has a start page, and an environment. */
async function buildTarget(policy: Partial<Prisma.EnvironmentUncheckedCreateInput> = {}) {
  const pkg = await buildPackage(api.database)
  await buildDraft(api.database, { packageId: pkg.id })
  await buildDraftFile(api.database, { packageId: pkg.id, path: 'index.html' })
  const environment = await buildEnvironment(api.database, { slug: `e-${randomUUID().slice(0, 8)}`, ...policy })
  const variables = { slug: pkg.slug, environment: environment.slug }
  const check = async (caller = buildCaller()) => {
    const { data } = await api.request<{ package: { publishCheck: Check | null } | null }>(query, variables, { caller })
    return data.package?.publishCheck
  }
  return { pkg, environment, variables, check }
}

test('a draft without problems can be published', async () => {
  const { check } = await buildTarget()
  const clean = {
    blockers: [],
    warnings: [],
    sameAs: null,
    videosToEncode: 0,
    encodingSeconds: null,
    estimatedCost: null,
  }
  expect(await check()).toEqual({ ...clean, mayPublish: true })
})

test.each([
  ['a missing start page', (packageId: string) => api.database.draftFile.deleteMany({ where: { packageId } })],
  ['a synchronization that goes on', (packageId: string) => buildOpenRun(api.database, { packageId })],
  [
    'an incomplete draft',
    (packageId: string) => api.database.draft.updateMany({ where: { packageId }, data: { settled: false } }),
  ],
  ['a finding that blocks here', (packageId: string) => buildFinding(api.database, { packageId, line: 3 })],
])('names %s as a blocker, like the publication itself', async (_what, spoil) => {
  const { pkg, variables, check } = await buildTarget({ blockingFindings: ['FILE_MISSING'] })
  await spoil(pkg.id)
  const { blockers } = (await check())!
  expect(blockers.length).toBeGreaterThan(0)
  const { data } = await api.request<{ publishPackage: { blockers: Problem[] } }>(publish, variables)
  expect(data.publishPackage).toEqual({ status: 'BLOCKED', blockers })
})

test('names errors that do not block as warnings, and nothing less than an error', async () => {
  const { pkg, check } = await buildTarget()
  await buildFinding(api.database, { packageId: pkg.id, path: 'a.html', line: 7 })
  await buildFinding(api.database, { packageId: pkg.id, severity: 'WARNING' })
  expect(await check()).toMatchObject({
    blockers: [],
    warnings: [{ code: 'FILE_MISSING', message: 'Line 7: A file is missing. Add it.', path: 'a.html' }],
  })
})

test('counts the videos that it would wait for once, with their price', async () => {
  const { pkg, check } = await buildTarget()
  const contentHash = randomUUID()
  for (const path of ['a.mp4', 'copy-of-a.mp4'])
    await buildVideo(api.database, { packageId: pkg.id, path, contentHash })
  expect(await check()).toMatchObject({ videosToEncode: 1, estimatedCost: null })
  const { profile } = api.services.settings.encodingSettings
  await api.database.estimate.create({
    data: { contentHash, profile, seconds: 60, costMicros: 120_000n, currency: 'USD' },
  })
  expect(await check()).toMatchObject({ videosToEncode: 1, estimatedCost: { amount: 0.12, currency: 'USD' } })
})

test('says how long the longest video takes, by how long encodings took lately', async () => {
  const { pkg, check } = await buildTarget()
  for (const seconds of [60, 300]) {
    const { contentHash } = await buildVideo(api.database, { packageId: pkg.id })
    await api.database.probe.create({ data: { contentHash, bytes: 1n, durationSeconds: seconds } })
  }
  const encode = async (pace: number, attempt = {}) => {
    const finishedAt = new Date()
    const jobRequestedAt = new Date(finishedAt.getTime() - 100_000 * pace)
    const facts = { status: 'READY', durationSeconds: 100, jobRequestedAt, finishedAt, ...attempt } as const
    await buildEncoding(api.database, { status: 'READY' }, facts)
  }
  await encode(2)
  await encode(0.5)
  await encode(9, { finishedAt: new Date(Date.now() - 40 * 86_400_000) })
  await encode(9, { status: 'FAILED' })
  expect(await check()).toMatchObject({ videosToEncode: 2, encodingSeconds: null })
  await encode(3)
  const { encodingSeconds } = (await check())!
  expect(encodingSeconds).toBeCloseTo(600, 0)
})

test.each([
  ['no blocker, when the environment accepts it', true, true, 0],
  ['a blocker that stays, when the environment does not', false, true, 1],
  ['a blocker that stays, when no browser plays the file', true, false, 1],
])('a failed video that is accepted is %s', async (_what, acceptsFallback, browserPlayable, left) => {
  const { pkg, variables } = await buildTarget({ acceptsFallback })
  const { contentHash } = await buildVideo(api.database, { packageId: pkg.id, path: 'a.mp4' })
  await api.database.probe.create({ data: { contentHash, bytes: 1n, browserPlayable } })
  const { profile } = api.services.settings.encodingSettings
  await buildEncoding(api.database, { contentHash, profile, status: 'FAILED' })
  const check = async (acceptFallback: string[]) => {
    const { data } = await api.request<{ package: { publishCheck: Check } }>(query, { ...variables, acceptFallback })
    return data.package.publishCheck.blockers.map(({ code, path }) => [code, path])
  }
  expect(await check([])).toEqual([['VIDEO_FAILED', 'a.mp4']])
  expect(await check(['a.mp4'])).toHaveLength(left)
})

test('tells a person who synchronized the draft that a colleague has to publish it', async () => {
  const user = await buildUser(api.database)
  const actor = { kind: 'USER' as const, name: user.name, userId: user.id }
  const { pkg, check } = await buildTarget({ fourEyes: true })
  const { id } = await buildSyncRun(api.database, { packageId: pkg.id, startedBy: actor })
  await api.database.draft.updateMany({ where: { packageId: pkg.id }, data: { syncRunId: id } })
  expect(await check(buildCaller({}, actor))).toMatchObject({ blockers: [{ code: 'FOUR_EYES' }], mayPublish: false })
  const colleague = { kind: 'USER' as const, name: 'Ada', userId: (await buildUser(api.database)).id }
  expect(await check(buildCaller({}, colleague))).toMatchObject({ blockers: [], mayPublish: true })
})

test('whoever may only read is told so, and sees nothing of an environment that is not theirs', async () => {
  const { pkg, environment, variables, check } = await buildTarget()
  expect(await check(buildCaller({ role: 'AUDITOR' }))).toMatchObject({ mayPublish: false })
  expect(await check(buildCaller({ role: 'PUBLISHER', environmentId: environment.id }))).toMatchObject({
    mayPublish: true,
  })
  const elsewhere = buildCaller({ role: 'PUBLISHER', environmentId: (await buildEnvironment(api.database)).id })
  const { errors } = await api.request(query, variables, { caller: elsewhere })
  expect(errors).toMatchObject([{ code: 'NOT_FOUND' }])
  await api.database.package.update({ where: { id: pkg.id }, data: { archivedAt: new Date() } })
  expect(await check()).toBeNull()
})

test('whoMay names the active people whose grants cover the package there', async () => {
  const { pkg, environment } = await buildTarget()
  const other = await buildEnvironment(api.database)
  const person = async (name: string, grant: Partial<Prisma.GrantUncheckedCreateInput>, active = true) => {
    const { id } = await buildUser(api.database, { name, active })
    await buildGrant(api.database, { role: 'PUBLISHER', ...grant, userId: id })
  }
  await person('Everywhere', {})
  await person('Here', { environmentId: environment.id, packageId: pkg.id })
  await person('Elsewhere', { environmentId: other.id })
  await person('Other package', { packageId: (await buildPackage(api.database)).id })
  await person('Author', { role: 'AUTHOR' })
  await person('Gone', {}, false)
  const text = `query ($slug: String!, $environment: String, $permission: String!) { package(slug: $slug) {
    whoMay(permission: $permission, environment: $environment) { kind name } } }`
  const ask = (variables: object) =>
    api.request<{ package: { whoMay: { name: string }[] } }>(text, {
      slug: pkg.slug,
      permission: 'package.publish',
      ...variables,
    })
  const known = ['Everywhere', 'Here', 'Elsewhere', 'Other package', 'Author', 'Gone']
  const named = async (variables: object) =>
    (await ask(variables)).data.package.whoMay.map(({ name }) => name).filter(name => known.includes(name))
  expect(await named({ environment: environment.slug })).toEqual(['Everywhere', 'Here'])
  expect(await named({})).toEqual(['Everywhere'])
  const inEnvironment = `query ($slug: String!) { environment(slug: $slug) { whoMay(permission: "package.publish") { name } } }`
  const { data } = await api.request<{ environment: { whoMay: { name: string }[] } }>(inEnvironment, {
    slug: other.slug,
  })
  expect(data.environment.whoMay.map(({ name }) => name).filter(name => known.includes(name))).toEqual([
    ...['Elsewhere', 'Everywhere'],
  ])
  expect((await ask({ permission: 'package.eat' })).errors).toMatchObject([
    { code: 'INVALID_INPUT', field: 'permission' },
  ])
})
