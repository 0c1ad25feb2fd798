import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildCaller,
  buildDeployment,
  buildEnvironment,
  buildPackage,
  buildRelease,
} from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

describe('environments', () => {
  test('include staging and production from the start', async () => {
    const { data } = await api.request(
      '{ environments { slug access fourEyes } environment(slug: "staging") { name address } }',
    )
    expect(data).toEqual({
      environments: expect.arrayContaining([
        { slug: 'staging', access: 'PUBLIC', fourEyes: false },
        { slug: 'production', access: 'PUBLIC', fourEyes: false },
      ]),
      environment: { name: 'Staging', address: 'http://content/staging/{package}/' },
    })
  })

  test('are limited to those in which the caller may read', async () => {
    const { id, slug } = await buildEnvironment(api.database)
    const caller = buildCaller({ role: 'AUTHOR', environmentId: id })
    const { data } = await api.request(
      '{ environments { slug } environment(slug: "staging") { name } }',
      {},
      { caller },
    )
    expect(data).toEqual({ environments: [{ slug }], environment: null })
  })

  test('list what they show now and what they showed before', async () => {
    const { id: environmentId, slug } = await buildEnvironment(api.database)
    const pkg = await buildPackage(api.database)
    for (const number of [1, 2]) {
      const release = await buildRelease(api.database, { packageId: pkg.id, number })
      const deployedAt = new Date(number * 1000)
      await buildDeployment(api.database, { releaseId: release.id, environmentId, deployedAt })
    }
    await buildDeployment(api.database, { environmentId })
    const caller = buildCaller({ role: 'AUDITOR', packageId: pkg.id })
    const list = (args: string) =>
      `deployments${args} { totalCount nodes { current release { number package { slug } } } }`
    const text = `{ environment(slug: "${slug}") { ${list('')} now: ${list('(current: true)')} before: ${list('(current: false)')} } }`
    const { data, errors } = await api.request(text, {}, { caller })
    expect(errors).toEqual([])
    const [first, second] = [1, 2].map(number => ({
      current: number === 2,
      release: { number, package: { slug: pkg.slug } },
    }))
    expect(data).toEqual({
      environment: {
        deployments: { totalCount: 2, nodes: [second, first] },
        now: { totalCount: 1, nodes: [second] },
        before: { totalCount: 1, nodes: [first] },
      },
    })
  })
})

test('what an environment shows is searched by title and slug', async () => {
  const { id: environmentId, slug } = await buildEnvironment(api.database)
  const titles = ['Hare and Hedgehog', 'Hedges 100%', 'Owls']
  for (const title of titles) {
    const pkg = await buildPackage(api.database, { title, slug: `shown-${title.toLowerCase().replace(/\W+/g, '-')}` })
    const release = await buildRelease(api.database, { packageId: pkg.id })
    await buildDeployment(api.database, { releaseId: release.id, environmentId })
  }
  const find = async (search: string) => {
    const text = `query ($search: String!) { environment(slug: "${slug}") {
      deployments(current: true, search: $search) { totalCount nodes { release { package { title } } } } } }`
    const { data } = await api.request<{ environment: { deployments: Found } }>(text, { search })
    const { totalCount, nodes } = data.environment.deployments
    expect(nodes).toHaveLength(totalCount)
    return nodes.map(({ release }) => release.package.title).sort()
  }
  expect(await find('HEDG')).toEqual(titles.slice(0, 2))
  expect(await find('shown-owls')).toEqual(['Owls'])
  expect(await find('100%')).toEqual(['Hedges 100%'])
  expect(await find('x_x')).toEqual([])
})

type Found = { totalCount: number; nodes: { release: { package: { title: string } } }[] }

test("the school's time zone is known to everyone who is signed in", async () => {
  expect((await api.request('{ timeZone }')).data).toEqual({ timeZone: 'UTC' })
  const { errors } = await api.request('{ timeZone }', {}, { caller: null })
  expect(errors[0]?.code).toBe('UNAUTHENTICATED')
})

describe('a release', () => {
  test('is found by its package and number', async () => {
    const pkg = await buildPackage(api.database)
    const { number, id } = await buildRelease(api.database, { packageId: pkg.id, notes: 'First', bytes: 9n })
    await buildDeployment(api.database, { releaseId: id })
    const text = `{ release(package: "${pkg.slug}", number: ${number}) { number notes bytes package { slug } deployments { totalCount } } }`
    const release = { number, notes: 'First', bytes: 9, package: { slug: pkg.slug }, deployments: { totalCount: 1 } }
    expect((await api.request(text)).data).toEqual({ release })
    const caller = buildCaller({ packageId: (await buildPackage(api.database)).id })
    expect(await api.request(text, {}, { caller })).toEqual({ data: { release: null }, errors: [] })
  })
})
