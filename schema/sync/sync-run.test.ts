import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCaller, buildOpenRun, buildPackage, buildSyncItem, buildSyncRun } from '../../domain/test/factories.ts'
import { globalId } from '../global-id.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

describe('a sync run', () => {
  const ask = (id: string, fields: string, asking = {}) =>
    api.request(`query ($id: ID!) { syncRun(id: $id) { ${fields} } }`, { id: globalId('SyncRun', id) }, asking)

  test('tells its counters, who started it, and how fast it was', async () => {
    const { id } = await buildSyncRun(api.database, {
      bytesDone: 5_000_000_000n,
      bytesTotal: 5_000_000_000n,
      calculated: true,
      copyingSince: new Date(0),
      finishedAt: new Date(10_000),
      unsettledPaths: ['a.mp4'],
      error: { code: 'DROPBOX', message: 'Dropbox is away.' },
    })
    const fields = `status phase bytesDone bytesPerSecond secondsLeft unsettledPaths finishedAt
      startedBy { kind name user { name } } error { code message path }`
    expect(await ask(id, fields)).toEqual({
      data: {
        syncRun: {
          status: 'SUCCEEDED',
          phase: 'DONE',
          bytesDone: 5e9,
          bytesPerSecond: 5e8,
          secondsLeft: null,
          unsettledPaths: ['a.mp4'],
          finishedAt: '1970-01-01T00:00:10.000Z',
          startedBy: { kind: 'USER', name: 'Harry', user: null },
          error: { code: 'DROPBOX', message: 'Dropbox is away.', path: null },
        },
      },
      errors: [],
    })
  })

  test("lists its items by path, without those of Lectern's own files", async () => {
    const { id: runId } = await buildSyncRun(api.database)
    await buildSyncItem(api.database, { runId, path: 'b' })
    await buildSyncItem(api.database, { runId, path: 'a', action: 'IGNORE', reason: 'Junk.' })
    await buildSyncItem(api.database, { runId, path: 'lectern/player.js', generated: true })
    const fields = `items { nodes { path action reason status } totalCount } copies: items(action: COPY) { nodes { path } totalCount }`
    expect((await ask(runId, fields)).data).toEqual({
      syncRun: {
        items: {
          nodes: [
            { path: 'a', action: 'IGNORE', reason: 'Junk.', status: 'PENDING' },
            { path: 'b', action: 'COPY', reason: null, status: 'PENDING' },
          ],
          totalCount: 2,
        },
        copies: { nodes: [{ path: 'b' }], totalCount: 1 },
      },
    })
  })

  test('does not exist for whoever may not read its package, nor for an id of something else', async () => {
    const run = await buildSyncRun(api.database)
    const caller = buildCaller({ packageId: (await buildPackage(api.database)).id })
    expect(await ask(run.id, 'status', { caller })).toEqual({ data: { syncRun: null }, errors: [] })
    const other = { id: globalId('Package', run.packageId) }
    const { data } = await api.request('query ($id: ID!) { syncRun(id: $id) { status } }', other)
    expect(data).toEqual({ syncRun: null })
  })
})

describe('asking for a synchronisation', () => {
  test('hands on what was asked', async () => {
    const run = await buildOpenRun(api.database)
    const asked: unknown[] = []
    const synchronizePackage = async (...given: unknown[]) => {
      asked.push(given)
      return run
    }
    const text =
      '{ a: synchronizePackage(slug: "p") { status } b: synchronizePackage(slug: "p", full: true) { phase } }'
    const { data } = await api.request(`mutation ${text}`, {}, { commands: { synchronizePackage } })
    expect(data).toEqual({ a: { status: 'RUNNING' }, b: { phase: 'CALCULATING' } })
    expect(asked).toEqual([
      ['p', false],
      ['p', true],
    ])
  })

  test('a cancellation names the run by its id; any other id is not found', async () => {
    const run = await buildOpenRun(api.database)
    const cancelSync = async (id: string) => api.database.syncRun.findUniqueOrThrow({ where: { id } })
    const cancel = (id: string) =>
      api.request('mutation ($id: ID!) { cancelSync(id: $id) { id } }', { id }, { commands: { cancelSync } })
    expect((await cancel(globalId('SyncRun', run.id))).data).toEqual({
      cancelSync: { id: globalId('SyncRun', run.id) },
    })
    expect((await cancel(globalId('Package', run.id))).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await cancel('nonsense')).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

describe('the progress of a synchronisation', () => {
  type State = { syncProgress: { id: string; filesDone: number; status: string } }
  const text = 'subscription ($slug: String!) { syncProgress(package: $slug) { id filesDone status } }'
  const watch = (slug: string, asking = {}) => api.subscribe<State>(text, { slug }, asking)
  const doneOf = (answer: { value: { data: State } }) => answer.value.data.syncProgress.filesDone

  test('begins with the present state, goes on with each that differs, and ends with the last', async () => {
    const { id, packageId } = await buildOpenRun(api.database, { filesDone: 1 })
    const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: packageId } })
    const states = watch(slug)
    expect(doneOf(await states.next())).toBe(1)
    const second = states.next()
    api.notifyPackage(packageId)
    await api.database.syncRun.update({ where: { id }, data: { filesDone: 2 } })
    api.notifyPackage(packageId)
    expect(doneOf(await second)).toBe(2)
    const third = states.next()
    const over = { status: 'SUCCEEDED' as const, phase: 'DONE' as const, finishedAt: new Date(), filesDone: 3 }
    await api.database.syncRun.update({ where: { id }, data: over })
    api.notifyPackage(packageId)
    expect(doneOf(await third)).toBe(3)
    expect((await states.next()).done).toBe(true)
  })

  test('is that of the newest run when none goes on', async () => {
    const pkg = await buildPackage(api.database)
    await buildSyncRun(api.database, { packageId: pkg.id, startedAt: new Date(1000), finishedAt: new Date(2000) })
    const newest = await buildSyncRun(api.database, { packageId: pkg.id })
    const states = watch(pkg.slug)
    expect((await states.next()).value.data.syncProgress.id).toBe(globalId('SyncRun', newest.id))
    expect((await states.next()).done).toBe(true)
  })

  test('waits for the first run to come', async () => {
    const pkg = await buildPackage(api.database)
    const states = watch(pkg.slug)
    const first = states.next()
    api.notifyPackage(pkg.id)
    const run = await buildOpenRun(api.database, { packageId: pkg.id })
    api.notifyPackage(pkg.id)
    expect((await first).value.data.syncProgress).toMatchObject({ id: globalId('SyncRun', run.id), status: 'RUNNING' })
    await states.return(undefined)
  })

  test('stays with its run when the next one begins at once', async () => {
    const run = await buildOpenRun(api.database)
    const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: run.packageId } })
    const states = watch(slug)
    await states.next()
    const next = states.next()
    const over = { status: 'SUCCEEDED' as const, finishedAt: new Date() }
    await api.database.syncRun.update({ where: { id: run.id }, data: over })
    await buildOpenRun(api.database, { packageId: run.packageId })
    api.notifyPackage(run.packageId)
    expect((await next).value.data.syncProgress).toMatchObject({ id: globalId('SyncRun', run.id), status: 'SUCCEEDED' })
    expect((await states.next()).done).toBe(true)
  })

  test('is for whoever may see the package', async () => {
    const pkg = await buildPackage(api.database)
    const caller = buildCaller({ packageId: (await buildPackage(api.database)).id })
    expect((await watch(pkg.slug, { caller }).next()).value.errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await watch(pkg.slug, { caller: null }).next()).value.errors).toMatchObject([{ code: 'UNAUTHENTICATED' }])
  })
})
