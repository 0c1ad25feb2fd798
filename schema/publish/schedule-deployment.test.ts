import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildEnvironment, buildGrant, buildPackage, buildRelease } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../../server/test/server.ts'

let server: TestServer
beforeAll(async () => {
  // Temporal is unreachable: a click must not depend on it.
  server = await openTestServer({ TEMPORAL_ADDRESS: '127.0.0.1:1' })
})
afterAll(() => server.close())

const fields = 'id status at finishedAt environment { slug } releases { number package { slug } } createdBy { kind }'
const schedule = `mutation ($input: ScheduleDeploymentInput!) { scheduleDeployment(input: $input) { ${fields} } }`
const cancel = 'mutation ($id: ID!) { cancelScheduledDeployment(id: $id) { status finishedAt } }'
const list = `query ($slug: String!, $open: Boolean) {
  environment(slug: $slug) { scheduledDeployments(open: $open) { totalCount nodes { ${fields} } } } }`

async function as(role: Parameters<TestServer['token']>[0] = 'PUBLISHER') {
  const authorization = `Bearer ${await server.token(role)}`
  return (query: string, variables: object) => server.ask(query, variables, { authorization })
}

/** Builds an input that schedules the releases of two packages in one hour. */
async function buildScheduleInput() {
  const environment = (await buildEnvironment(server.database, { slug: `e-${randomUUID().slice(0, 8)}` })).slug
  const packages = [await buildPackage(server.database), await buildPackage(server.database)]
  for (const { id } of packages) await buildRelease(server.database, { packageId: id })
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
  const slugs = scheduled.releases.map((release: { package: { slug: string } }) => release.package.slug)
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

test('a schedule requires permission to deploy every package in it', async () => {
  const input = await buildScheduleInput()
  expect((await (await as('AUTHOR'))(schedule, { input })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  const ask = await as()
  const missing = { ...input, releases: [{ package: input.releases[0]!.package, release: 7 }] }
  expect((await ask(schedule, { input: missing })).errors?.[0]?.extensions.code).toBe('NOT_FOUND')
  const scheduled = (await ask(schedule, { input })).data.scheduleDeployment
  // A caller with permission for only one of the packages does not see the scheduled deployment.
  const one = await server.database.package.findUniqueOrThrow({ where: { slug: input.releases[0]!.package } })
  const token = await server.token('AUDITOR')
  const { tokenId } = await server.database.grant.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
  await server.database.grant.deleteMany({ where: { tokenId } })
  await buildGrant(server.database, { tokenId: tokenId!, role: 'PUBLISHER', packageId: one.id })
  const response = await server.ask(cancel, { id: scheduled.id }, { authorization: `Bearer ${token}` })
  expect(response.errors?.[0]?.extensions.code).toBe('NOT_FOUND')
  expect((await ask(cancel, { id: 'nonsense' })).errors?.[0]?.extensions.code).toBe('NOT_FOUND')
})
