import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildCaller,
  buildDeployment,
  buildDraft,
  buildEnvironment,
  buildFinding,
  buildGrant,
  buildOpenRun,
  buildPackage,
  buildPublication,
  buildRelease,
  buildSyncRun,
  buildTranscode,
} from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'
import { startTestDropbox } from '../test/dropbox.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

type Named = { packages: { nodes: { slug: string; status: string }[]; totalCount: number } }
const slugs = ({ packages }: Named) => packages.nodes.map(({ slug }) => slug)

describe('a package', () => {
  const ask = (slug: string, fields: string, options = {}) =>
    api.request(`query ($slug: String!) { package(slug: $slug) { ${fields} } }`, { slug }, options)

  test('has no draft before the first synchronization', async () => {
    const { slug } = await buildPackage(api.database)
    const fields = 'status draft { revision } currentSyncRun { id } transcode { id } deployments { id }'
    const { data, errors } = await ask(slug, fields)
    expect(errors).toEqual([])
    expect(data).toEqual({
      package: { status: 'EMPTY', draft: null, currentSyncRun: null, transcode: null, deployments: [] },
    })
  })

  test('shows the current draft, the open sync run, the newest transcode, and the current deployments', async () => {
    const { id: packageId, slug } = await buildPackage(api.database, { title: 'Algebra' })
    await buildDraft(api.database, { packageId })
    await buildDraft(api.database, { packageId })
    const run = await buildOpenRun(api.database, { packageId })
    await buildTranscode(api.database, {
      packageId,
      startedAt: new Date(0),
      finishedAt: new Date(),
      status: 'SUCCEEDED',
    })
    await buildTranscode(api.database, { packageId })
    const environment = await buildEnvironment(api.database)
    await buildDeployment(api.database, { packageId, environmentId: environment.id })
    await buildDeployment(api.database, { packageId, environmentId: environment.id })
    const { data, errors } = await ask(
      slug,
      `id title status createdAt draft { id revision syncRun { phase } } currentSyncRun { id status } transcode { status }
       syncRuns { totalCount }
       deployments { url current release { number } environment { slug } deployedBy { kind name } }`,
    )
    expect(errors).toEqual([])
    expect(data).toEqual({
      package: {
        id: globalId('Package', packageId),
        title: 'Algebra',
        status: 'PUBLISHED',
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        draft: { id: globalId('Draft', `${packageId}/2`), revision: 2, syncRun: { phase: 'DONE' } },
        currentSyncRun: { id: globalId('SyncRun', run.id), status: 'RUNNING' },
        transcode: { status: 'WAITING_FOR_VIDEOS' },
        syncRuns: { totalCount: 3 },
        deployments: [
          {
            url: `http://content/${environment.slug}/${slug}/`,
            current: true,
            release: { number: 2 },
            environment: { slug: environment.slug },
            deployedBy: { kind: 'USER', name: 'Harry' },
          },
        ],
      },
    })
  })

  test('lists sync runs, releases, and publications newest first, with their total counts', async () => {
    const { id: packageId, slug } = await buildPackage(api.database)
    for (const second of [1, 2, 3]) await buildSyncRun(api.database, { packageId, startedAt: new Date(second * 1000) })
    for (const number of [1, 2]) await buildRelease(api.database, { packageId, number })
    const { data, errors } = await ask(
      slug,
      `syncRuns(first: 2) { totalCount nodes { startedAt } pageInfo { hasNextPage hasPreviousPage } }
       releases { edges { cursor node { number } } totalCount } publications { totalCount }`,
    )
    expect(errors).toEqual([])
    expect(data).toMatchObject({
      package: {
        syncRuns: {
          totalCount: 3,
          nodes: [{ startedAt: '1970-01-01T00:00:03.000Z' }, { startedAt: '1970-01-01T00:00:02.000Z' }],
          pageInfo: { hasNextPage: true, hasPreviousPage: false },
        },
        releases: { edges: [{ node: { number: 2 } }, { node: { number: 1 } }], totalCount: 2 },
        publications: { totalCount: 2 },
      },
    })
  })

  test('does not exist for callers who may not read it', async () => {
    const { slug } = await buildPackage(api.database)
    const other = await buildPackage(api.database)
    const stranger = { caller: buildCaller({ packageId: other.id }) }
    expect(await ask(slug, 'slug', stranger)).toEqual({ data: { package: null }, errors: [] })
    expect((await ask(other.slug, 'slug', stranger)).data).toEqual({ package: { slug: other.slug } })
  })

  test('lists only deployments and publications to environments that the caller may see', async () => {
    const { id: packageId, slug } = await buildPackage(api.database)
    const [ownEnvironment, otherEnvironment] = [
      await buildEnvironment(api.database),
      await buildEnvironment(api.database),
    ]
    await buildDeployment(api.database, { packageId, environmentId: ownEnvironment.id })
    await buildDeployment(api.database, { packageId, environmentId: otherEnvironment.id })
    const caller = buildCaller({ role: 'AUTHOR', environmentId: ownEnvironment.id })
    const fields = 'deployments { environment { slug } } publications { totalCount nodes { environment { slug } } }'
    await buildPublication(api.database, { packageId, environmentId: ownEnvironment.id })
    await buildPublication(api.database, { packageId, environmentId: otherEnvironment.id })
    const { data } = await ask(slug, fields, { caller })
    expect(data).toMatchObject({
      package: {
        deployments: [{ environment: { slug: ownEnvironment.slug } }],
        publications: { totalCount: 1, nodes: [{ environment: { slug: ownEnvironment.slug } }] },
      },
    })
  })
})

describe('the list of packages', () => {
  const list = (args: string, options = {}) =>
    api.request<Named>(`{ packages(${args}) { nodes { slug status } totalCount } }`, {}, options)

  test('is ordered by title and can be searched and filtered', async () => {
    const archived = new Date()
    await buildPackage(api.database, { slug: 'zz-b', title: 'zz 50%_b' })
    await buildPackage(api.database, { slug: 'zz-a', title: 'ZZ 50x a', archivedAt: archived })
    await buildDraft(api.database, {
      packageId: (await buildPackage(api.database, { slug: 'zz-c', title: 'zz c' })).id,
    })
    const shown = await buildPackage(api.database, { slug: 'zz-d', title: 'zz d', revision: 1 })
    await buildDeployment(api.database, { packageId: shown.id })
    const both = await buildPackage(api.database, { slug: 'zz-e', title: 'zz e', archivedAt: archived, revision: 1 })
    await buildDeployment(api.database, { packageId: both.id })
    await buildPackage(api.database, { slug: 'zz-f', title: 'zz f', revision: 2, draftEndedAt: archived })

    expect((await list('search: "zZ"')).data.packages).toMatchObject({ totalCount: 6 })
    expect(slugs((await list('search: "50%_"')).data)).toEqual(['zz-b'])
    const byTitle = ['zz 50%_b', 'zz c', 'zz d']
    const { data } = await api.request<{ packages: { nodes: { title: string }[] } }>(
      '{ packages(search: "zz") { nodes { title } } }',
    )
    expect(data.packages.nodes.map(({ title }) => title).filter(title => byTitle.includes(title))).toEqual(byTitle)
    const statuses = { EMPTY: ['zz-b', 'zz-f'], ARCHIVED: ['zz-a', 'zz-e'], DRAFT: ['zz-c'], PUBLISHED: ['zz-d'] }
    for (const [status, expected] of Object.entries(statuses))
      expect((await list(`search: "zz", status: ${status}`)).data.packages).toEqual({
        nodes: expected.map(slug => ({ slug, status })),
        totalCount: expected.length,
      })
  })

  test('is paginated forward and backward, also with equal titles', async () => {
    for (const number of [1, 2, 3, 4, 5]) await buildPackage(api.database, { slug: `page-${number}`, title: 'Same' })
    type Page = { packages: { nodes: { slug: string }[]; pageInfo: { endCursor: string; startCursor: string } } }
    const page = (args: string) =>
      api.request<Page>(
        `{ packages(search: "page-", ${args}) { nodes { slug } pageInfo { endCursor startCursor hasNextPage hasPreviousPage } } }`,
      )
    const seen: string[] = []
    for (let after = 'null'; ; ) {
      const { packages } = (await page(`first: 2, after: ${after}`)).data
      if (packages.nodes.length === 0) break
      seen.push(...packages.nodes.map(({ slug }) => slug))
      after = `"${packages.pageInfo.endCursor}"`
    }
    expect(new Set(seen).size).toBe(5)
    const last = (await page('last: 2')).data.packages
    expect(last.nodes.map(({ slug }) => slug)).toEqual(seen.slice(3))
    const before = (await page(`last: 2, before: "${last.pageInfo.startCursor}"`)).data.packages
    expect(before.nodes.map(({ slug }) => slug)).toEqual(seen.slice(1, 3))
  })

  test('contains only packages that the caller may see', async () => {
    const pkg = await buildPackage(api.database)
    const caller = buildCaller({ role: 'AUTHOR', packageId: pkg.id })
    expect((await list('first: 5', { caller })).data.packages).toEqual({
      nodes: [{ slug: pkg.slug, status: 'EMPTY' }],
      totalCount: 1,
    })
  })

  test.each([
    { args: 'first: 201', field: 'first' },
    { args: 'first: 1, last: 1', field: 'first' },
    { args: 'after: "x"', field: 'after' },
  ])('rejects $args', async ({ args, field }) => {
    expect(await list(args)).toMatchObject({ data: { packages: null }, errors: [{ code: 'INVALID_INPUT', field }] })
  })

  test('runs the same number of queries for 20 packages as for 2', async () => {
    const add = async (slug: string) => {
      const { id: packageId } = await buildPackage(api.database, { slug, title: slug })
      await buildDraft(api.database, { packageId })
      await buildOpenRun(api.database, { packageId })
      await buildTranscode(api.database, { packageId })
      await buildDeployment(api.database, { packageId })
      await buildFinding(api.database, { packageId })
    }
    const text = `{ packages(search: "cost-") { totalCount nodes {
      slug status draft { revision fileCount syncRun { startedAt } } currentSyncRun { phase startedBy { name } } transcode { status }
      deployments { url current environment { slug } release { number createdBy { name } } } } } }`
    await Promise.all([1, 2].map(number => add(`cost-${number}`)))
    api.queries()
    const few = await api.request<Named>(text)
    expect(few.errors).toEqual([])
    const forTwo = api.queries().length
    await Promise.all(Array.from({ length: 18 }, (_, number) => add(`cost-${number + 3}`)))
    api.queries()
    const many = await api.request<Named>(text)
    expect(many.data.packages.nodes).toHaveLength(20)
    expect(api.queries().length).toBe(forTwo)
  })

  test('is not counted unless the client selects totalCount', async () => {
    api.queries()
    await api.request('{ packages { nodes { slug } } }')
    expect(api.queries().filter(query => /count/i.test(query))).toEqual([])
  })

  test('is rejected when the client asks for too many rows', async () => {
    const deep = '{ packages(first: 200) { nodes { syncRuns(first: 200) { nodes { id } } } } }'
    expect(await api.request(deep)).toMatchObject({ data: { packages: null }, errors: [{ code: 'TOO_EXPENSIVE' }] })
  })
})

describe('creating a package', () => {
  const text =
    'mutation ($input: CreatePackageInput!) { createPackage(input: $input) { slug status draft { revision } } }'

  test('creates it from the folder and returns it', async () => {
    const services = { dropbox: api.dropboxAt(await startTestDropbox(['Algebra'])) }
    const input = { dropboxPath: '/Algebra', title: 'Algebra I' }
    const { data } = await api.request(text, { input }, { services })
    expect(data).toEqual({ createPackage: { slug: 'algebra', status: 'EMPTY', draft: null } })
    expect(await api.database.package.findUnique({ where: { slug: 'algebra' } })).toMatchObject({ title: 'Algebra I' })
  })

  test('starts its first synchronization with it, and sets the automatic one', async () => {
    const services = { dropbox: api.dropboxAt(await startTestDropbox(['Sets'])) }
    const input = {
      dropboxPath: '/Sets',
      slug: 'sets',
      description: ' Of numbers ',
      autoSyncMinutes: 10,
      synchronize: true,
    }
    await api.request(text, { input }, { services })
    const pkg = await api.database.package.findUniqueOrThrow({ where: { slug: 'sets' }, include: { syncRuns: true } })
    expect(pkg).toMatchObject({ description: 'Of numbers', autoSyncMinutes: 10, syncRuns: [{ finishedAt: null }] })
    const events = await api.database.auditEvent.findMany({
      where: { packageId: pkg.id },
      orderBy: { sequence: 'asc' },
    })
    expect(events.map(({ action }) => action)).toEqual(['package.created', 'package.syncStarted'])
  })

  test('refuses a slug and an idle time that it cannot have, at their fields', async () => {
    const services = { dropbox: api.dropboxAt(await startTestDropbox(['Logic'])) }
    await buildPackage(api.database, { slug: 'logic' })
    const refusalOf = async (input: object) =>
      (await api.request(text, { input: { dropboxPath: '/Logic', ...input } }, { services })).errors[0]
    expect(await refusalOf({ slug: 'logic' })).toMatchObject({ code: 'CONFLICT', field: 'input.slug' })
    expect(await refusalOf({ slug: 'Logic' })).toMatchObject({ code: 'INVALID_INPUT', field: 'input.slug' })
    expect(await refusalOf({ slug: 'media' })).toMatchObject({ code: 'INVALID_INPUT', field: 'input.slug' })
    expect(await refusalOf({ autoSyncMinutes: 0 })).toMatchObject({ field: 'input.autoSyncMinutes' })
    expect(await api.database.package.count({ where: { dropboxPath: '/Logic' } })).toBe(0)
  })

  test('says before why it could not have a slug', async () => {
    await buildPackage(api.database, { slug: 'numbers' })
    const problemOf = async (slug: string, caller = buildCaller({ role: 'AUTHOR' })) =>
      (await api.request('query ($slug: String!) { slugProblem(slug: $slug) { code } }', { slug }, { caller })).data
    const problems = { numbers: 'TAKEN', 'Prime numbers': 'INVALID', '': 'INVALID', view: 'RESERVED' }
    for (const [slug, code] of Object.entries(problems))
      expect(await problemOf(slug)).toEqual({ slugProblem: { code } })
    expect(await problemOf('prime-numbers')).toEqual({ slugProblem: null })
    expect(await problemOf('numbers', buildCaller({ role: 'AUDITOR' }))).toEqual({ slugProblem: null })
  })

  test('is FORBIDDEN for callers without permission', async () => {
    const options = { caller: buildCaller({ role: 'AUDITOR' }) }
    const response = await api.request(text, { input: { dropboxPath: '/Algebra' } }, options)
    expect(response).toMatchObject({ data: { createPackage: null }, errors: [{ code: 'FORBIDDEN' }] })
  })

  test('is UNAVAILABLE when Dropbox is unreachable', async () => {
    const response = await api.request(text, { input: { dropboxPath: '/Algebra' } })
    expect(response).toMatchObject({ data: { createPackage: null }, errors: [{ code: 'UNAVAILABLE' }] })
  })

  test('is UNAUTHENTICATED when nobody is signed in', async () => {
    const response = await api.request(text, { input: { dropboxPath: '/Algebra' } }, { caller: null })
    expect(response).toMatchObject({ data: { createPackage: null }, errors: [{ code: 'UNAUTHENTICATED' }] })
  })
})

describe('watching a package', () => {
  const text = `subscription ($slug: String!) {
    packageChanged(slug: $slug) { title draft { revision } currentSyncRun { filesDone } } }`

  test('sends it at once and after each change until the client leaves', async () => {
    const pkg = await buildPackage(api.database, { title: 'Before' })
    const states = api.subscribe(text, { slug: pkg.slug })
    expect((await states.next()).value).toMatchObject({ data: { packageChanged: { title: 'Before', draft: null } } })
    const next = states.next()
    await buildDraft(api.database, { packageId: pkg.id })
    await api.database.package.update({ where: { id: pkg.id }, data: { title: 'After' } })
    api.notifyPackage(pkg.id)
    expect((await next).value).toMatchObject({ data: { packageChanged: { title: 'After', draft: { revision: 1 } } } })
    const third = states.next()
    await buildOpenRun(api.database, { packageId: pkg.id, filesDone: 7 })
    api.notifyPackage(pkg.id)
    expect((await third).value).toMatchObject({ data: { packageChanged: { currentSyncRun: { filesDone: 7 } } } })
    await states.return(undefined)
  })

  test('is rejected for callers who may not see it', async () => {
    const pkg = await buildPackage(api.database)
    const { packageId } = await buildGrant(api.database, { packageId: (await buildPackage(api.database)).id })
    const stranger = { caller: buildCaller({ packageId }) }
    const errorsFor = async (options: object) =>
      (await api.subscribe(text, { slug: pkg.slug }, options).next()).value.errors
    expect(await errorsFor(stranger)).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(await errorsFor({ caller: null })).toMatchObject([{ code: 'UNAUTHENTICATED' }])
  })
})
