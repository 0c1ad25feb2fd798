import { randomUUID } from 'node:crypto'
import type { Caller, Role } from '@lectern/domain/access/permissions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildCaller, buildEnvironment, buildPackage, buildRelease } from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  // Temporal is unreachable because mutations must not depend on it.
  api = await openTestApi({ TEMPORAL_ADDRESS: '127.0.0.1:1' })
})
afterAll(() => api.close())

const fields = 'id status at finishedAt environment { slug } releases { number package { slug } } createdBy { kind }'
const schedule = `mutation ($input: ScheduleDeploymentInput!) { scheduleDeployment(input: $input) { ${fields} } }`
const cancel = 'mutation ($id: ID!) { cancelScheduledDeployment(id: $id) { status finishedAt } }'
const list = `query ($slug: String!, $open: Boolean) {
  environment(slug: $slug) { scheduledDeployments(open: $open) { totalCount nodes { ${fields} } } } }`

type ScheduledDeployment = { id: string; status: string; releases: { package: { slug: string } }[] }
type Data = {
  scheduleDeployment: ScheduledDeployment
  cancelScheduledDeployment: ScheduledDeployment
  environment: { scheduledDeployments: { totalCount: number; nodes: ScheduledDeployment[] } }
}

async function as(role: Role = 'PUBLISHER') {
  const caller = await api.tokenCaller(role)
  return (query: string, variables: object) => api.request<Data>(query, variables, { caller })
}

/** Builds an input that schedules the releases of two packages in one hour. */
async function buildScheduleInput() {
  const environment = (await buildEnvironment(api.database, { slug: `e-${randomUUID().slice(0, 8)}` })).slug
  const packages = [await buildPackage(api.database), await buildPackage(api.database)]
  for (const { id } of packages) await buildRelease(api.database, { packageId: id })
  const at = new Date(Date.now() + 3_600_000).toISOString()
  return { environment, at, releases: packages.map(({ slug }) => ({ package: slug, release: 1 })) }
}

test('releases of several packages are scheduled together, listed, and canceled', async () => {
  const ask = await as()
  const input = await buildScheduleInput()
  const scheduled = (await ask(schedule, { input })).data.scheduleDeployment
  expect(scheduled).toMatchObject({
    ...{ status: 'SCHEDULED', at: input.at, finishedAt: null, environment: { slug: input.environment } },
    createdBy: { kind: 'TOKEN' },
  })
  const slugs = scheduled.releases.map(release => release.package.slug)
  expect(slugs.sort()).toEqual(input.releases.map(one => one.package).sort())
  const open = async () =>
    (await ask(list, { slug: input.environment, open: true })).data.environment.scheduledDeployments
  expect(await open()).toMatchObject({ totalCount: 1, nodes: [{ id: scheduled.id }] })
  expect((await ask(cancel, { id: scheduled.id })).data.cancelScheduledDeployment.status).toBe('CANCELED')
  expect((await ask(cancel, { id: scheduled.id })).data.cancelScheduledDeployment.status).toBe('CANCELED')
  expect(await open()).toMatchObject({ totalCount: 0 })
  const all = (await ask(list, { slug: input.environment })).data.environment.scheduledDeployments
  expect(all).toMatchObject({ totalCount: 1, nodes: [{ status: 'CANCELED' }] })
})

test('a second schedule of a package for the same environment and moment is a CONFLICT, also at the same time', async () => {
  const ask = await as()
  const input = await buildScheduleInput()
  const [first, second] = input.releases
  const responses = await Promise.all([1, 2, 3, 4].map(() => ask(schedule, { input })))
  const codes = responses.map(({ errors }) => errors[0]?.code)
  expect(codes.sort()).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT', undefined])
  const again = await ask(schedule, { input: { ...input, releases: [second!] } })
  expect(again.errors[0]).toMatchObject({
    code: 'CONFLICT',
    problems: [{ code: 'ALREADY_SCHEDULED', path: second!.package }],
  })
  const later = new Date(Date.parse(input.at) + 1).toISOString()
  const elsewhere = (await buildEnvironment(api.database, { slug: `e-${randomUUID().slice(0, 8)}` })).slug
  for (const other of [{ at: later }, { environment: elsewhere }])
    expect((await ask(schedule, { input: { ...input, ...other } })).errors).toEqual([])
  const { id } = responses.find(({ data }) => data.scheduleDeployment)!.data.scheduleDeployment
  await ask(cancel, { id })
  expect((await ask(schedule, { input: { ...input, releases: [first!] } })).errors).toEqual([])
})

test('a schedule on a day that does not exist is rejected', async () => {
  const input = { ...(await buildScheduleInput()), at: '2027-02-30T10:00:00Z' }
  expect((await (await as())(schedule, { input })).errors[0]?.message).toContain('A DateTime must be an existing time')
})

test('a schedule requires permission to deploy every package in it', async () => {
  const input = await buildScheduleInput()
  expect((await (await as('AUTHOR'))(schedule, { input })).errors[0]?.code).toBe('FORBIDDEN')
  const ask = await as()
  const missing = { ...input, releases: [{ package: input.releases[0]!.package, release: 7 }] }
  expect((await ask(schedule, { input: missing })).errors[0]?.code).toBe('NOT_FOUND')
  const scheduled = (await ask(schedule, { input })).data.scheduleDeployment
  // A caller with permission for only one of the packages does not see the scheduled deployment.
  const one = await api.database.package.findUniqueOrThrow({ where: { slug: input.releases[0]!.package } })
  const caller = buildCaller({ role: 'PUBLISHER', packageId: one.id })
  const response = await api.request(cancel, { id: scheduled.id }, { caller })
  expect(response.errors[0]?.code).toBe('NOT_FOUND')
  expect((await ask(cancel, { id: 'nonsense' })).errors[0]?.code).toBe('NOT_FOUND')
})

test('a package lists the scheduled deployments with a release of it, as far as the caller may see all of their packages', async () => {
  const ask = await as()
  const input = await buildScheduleInput()
  const { id } = (await ask(schedule, { input })).data.scheduleDeployment
  const pkg = await api.database.package.findUniqueOrThrow({ where: { slug: input.releases[0]!.package } })
  const environment = await api.database.environment.findFirstOrThrow({ where: { slug: input.environment } })
  const other = await buildEnvironment(api.database, { slug: `e-${randomUUID().slice(0, 8)}` })
  const ofPackage = `query ($slug: String!, $open: Boolean) {
    package(slug: $slug) { scheduledDeployments(open: $open) { totalCount nodes { id } } } }`
  const listed = async (caller: Caller | undefined, open: boolean | null = null) => {
    const variables = { slug: pkg.slug, open }
    const { data } = await api.request<{ package: { scheduledDeployments: { nodes: { id: string }[] } } | null }>(
      ofPackage,
      variables,
      { caller: caller ?? (await api.tokenCaller('PUBLISHER')) },
    )
    return data.package?.scheduledDeployments.nodes.map(one => one.id)
  }
  expect(await listed(undefined)).toEqual([id])
  expect(await listed(undefined, false)).toEqual([])
  expect(await listed(buildCaller({ role: 'PUBLISHER', environmentId: environment.id }))).toEqual([id])
  expect(await listed(buildCaller({ role: 'PUBLISHER', environmentId: other.id }))).toEqual([])
  expect(await listed(buildCaller({ role: 'PUBLISHER', packageId: pkg.id }))).toEqual([])
  await ask(cancel, { id })
  expect(await listed(undefined, true)).toEqual([])
  expect(await listed(undefined, false)).toEqual([id])
})
