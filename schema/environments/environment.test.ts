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
      '{ environments { slug access fourEyes } environment(slug: "staging") { name } }',
    )
    expect(data).toEqual({
      environments: expect.arrayContaining([
        { slug: 'staging', access: 'PUBLIC', fourEyes: false },
        { slug: 'production', access: 'PUBLIC', fourEyes: false },
      ]),
      environment: { name: 'Staging' },
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
