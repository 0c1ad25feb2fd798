import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildCaller,
  buildDeployment,
  buildDraft,
  buildEnvironment,
  buildOpenRun,
  buildPackage,
  buildRelease,
  buildSyncRun,
} from '../../domain/test/factories.ts'
import { openTestApi, type RequestOptions, type TestApi } from '../test/api.ts'

let api: TestApi
let environmentId: string

/** The packages by title. Two of them have the same title and the same time of their last change. */
const titles = ['a failed', 'b archived', 'c running', 'd shown', 'e same', 'e same', 'f new']

beforeAll(async () => {
  api = await openTestApi()
  environmentId = (await buildEnvironment(api.database, { slug: 'school' })).id
  for (const [index, title] of titles.entries()) {
    const lastChangedAt = new Date(Date.UTC(2026, 0, 1 + (index === 5 ? 4 : index)))
    const archivedAt = title === 'b archived' ? new Date() : null
    const { id: packageId } = await buildPackage(api.database, { slug: `p${index}`, title, lastChangedAt, archivedAt })
    if (title === 'a failed') await buildSyncRun(api.database, { packageId, status: 'FAILED' })
    if (title === 'c running') await buildOpenRun(api.database, { packageId })
    if (title === 'd shown') {
      await buildDraft(api.database, { packageId })
      const release = await buildRelease(api.database, { packageId })
      await buildDeployment(api.database, { releaseId: release.id, environmentId })
    }
  }
})
afterAll(() => api.close())

type List = {
  packages: {
    totalCount: number
    nodes: { slug: string; state: string }[]
    pageInfo: { endCursor: string | null; startCursor: string | null; hasNextPage: boolean; hasPreviousPage: boolean }
  } | null
}
const list = async (args: string, options: RequestOptions = {}) => {
  const query = `{ packages(${args}) { totalCount nodes { slug state } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`
  const { data, errors } = await api.request<List>(query, {}, options)
  return { packages: data.packages!, errors, slugs: data.packages?.nodes.map(({ slug }) => slug) }
}

test.each([
  ['sort: NAME', ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6']],
  ['sort: LAST_CHANGE', ['p6', 'p5', 'p4', 'p3', 'p2', 'p1', 'p0']],
  ['sort: STATE', ['p0', 'p2', 'p3', 'p4', 'p5', 'p6', 'p1']],
])('pages of a list with %s have each package once, in both directions', async (sort, all) => {
  expect((await list(`${sort}, first: 50`)).slugs).toEqual(all)
  for (const size of [1, 2, 3]) {
    const forwards: string[] = []
    let after = 'null'
    for (;;) {
      const { packages, slugs } = await list(`${sort}, first: ${size}, after: ${after}`)
      expect(packages.totalCount).toBe(all.length)
      forwards.push(...slugs!)
      if (!packages.pageInfo.hasNextPage) break
      after = JSON.stringify(packages.pageInfo.endCursor)
    }
    expect(forwards).toEqual(all)
    const backwards: string[] = []
    let before = 'null'
    for (;;) {
      const { packages, slugs } = await list(`${sort}, last: ${size}, before: ${before}`)
      backwards.unshift(...slugs!)
      if (!packages.pageInfo.hasPreviousPage) break
      before = JSON.stringify(packages.pageInfo.startCursor)
    }
    expect(backwards).toEqual(all)
  }
})

test('a cursor of another order is refused', async () => {
  const { packages } = await list('sort: NAME, first: 1')
  const { errors } = await list(`sort: STATE, first: 1, after: ${JSON.stringify(packages.pageInfo.endCursor)}`)
  expect(errors).toMatchObject([{ code: 'INVALID_INPUT', field: 'after' }])
})

test.each([
  ['states: [SYNC_FAILED, UP_TO_DATE]', ['p0', 'p3']],
  ['states: []', []],
  ['running: true', ['p2']],
  ['running: false, archived: false', ['p0', 'p3', 'p4', 'p5', 'p6']],
  ['environment: "school"', ['p3']],
  ['archived: true', ['p1']],
  ['archived: false, search: "e same"', ['p4', 'p5']],
  ['archived: false, sort: STATE, states: [NOT_SYNCHRONIZED, RUNNING]', ['p2', 'p4', 'p5', 'p6']],
])('lists and counts packages with %s', async (args, slugs) => {
  const found = await list(args)
  expect(found.slugs).toEqual(slugs)
  expect(found.packages.totalCount).toBe(slugs.length)
})

describe('a caller of one environment', () => {
  test('sees what it shows', async () => {
    const caller = buildCaller({ environmentId })
    expect((await list('environment: "school", states: [UP_TO_DATE]', { caller })).slugs).toEqual(['p3'])
  })

  test('sees nothing that another environment shows', async () => {
    const other = await buildEnvironment(api.database)
    const caller = buildCaller({ environmentId: other.id })
    expect((await list('states: [UP_TO_DATE]', { caller })).slugs).toEqual([])
    const { errors } = await list('environment: "school"', { caller })
    expect(errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

test('a caller of one package sees that one in every list', async () => {
  const { id: packageId } = await api.database.package.findUniqueOrThrow({ where: { slug: 'p2' } })
  const caller = buildCaller({ packageId })
  for (const args of ['sort: STATE', 'running: true', 'sort: LAST_CHANGE', 'archived: false'])
    expect((await list(args, { caller })).slugs).toEqual(['p2'])
})
