import { recordTextAnalyses } from '@lectern/domain/findings/text-analyses'
import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildCaller,
  buildDraft,
  buildOpenRun,
  buildPackage,
  buildSyncItem,
  buildSyncRun,
} from '../../domain/test/factories.ts'
import { analysisVersion } from '../../workflows/files/text-kind.ts'
import { analyzeToJson } from '../../workflows/findings/analysis/analyze.ts'
import { storeDraftFile } from '../../workflows/test/stored-files.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

describe('a sync run', () => {
  const ask = (id: string, fields: string, options = {}) =>
    api.request(`query ($id: ID!) { syncRun(id: $id) { ${fields} } }`, { id: globalId('SyncRun', id) }, options)

  test('returns its counters, who started it, and its speed', async () => {
    const { id } = await buildSyncRun(api.database, {
      bytesDone: 5_000_000_000n,
      bytesTotal: 5_000_000_000n,
      calculated: true,
      copyingSince: new Date(0),
      finishedAt: new Date(10_000),
      unsettledPaths: ['a.mp4'],
      error: { code: 'DROPBOX', message: 'Dropbox is unreachable.' },
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
          error: { code: 'DROPBOX', message: 'Dropbox is unreachable.', path: null },
        },
      },
      errors: [],
    })
  })

  test('names the files that are being copied: large ones first with their stored parts, and none once it is over', async () => {
    const { id: runId, packageId } = await buildOpenRun(api.database)
    const [soon, past] = [new Date(Date.now() + 60_000), new Date(Date.now() - 60_000)]
    const mebibyte = 1024 * 1024
    const upload = await api.database.upload.create({
      data: {
        ...{ packageId, key: `draft/${runId}/film.mp4`, contentHash: runId, s3UploadId: 'upload' },
        ...{ bytes: BigInt(20 * mebibyte), partBytes: BigInt(8 * mebibyte) },
        parts: {
          create: [{ number: 1, etag: 'a' }, { number: 2, claimedUntil: soon, claimedBy: 'lane' }, { number: 3 }],
        },
      },
    })
    const film = { path: 'z/film.mp4', bytes: BigInt(20 * mebibyte), uploadId: upload.id }
    await buildSyncItem(api.database, { runId, ...film })
    await buildSyncItem(api.database, { runId, path: 'b.png', bytes: 7n, claimedUntil: soon })
    await buildSyncItem(api.database, { runId, path: 'a.png', bytes: 5n, claimedUntil: soon })
    await buildSyncItem(api.database, { runId, path: 'done.png', claimedUntil: soon, status: 'DONE' })
    await buildSyncItem(api.database, { runId, path: 'killed.png', claimedUntil: past })
    await buildSyncItem(api.database, { runId, path: 'later.png' })
    const fields = 'currentFiles { path bytes bytesDone }'
    const files = async () =>
      ((await ask(runId, fields)).data as { syncRun: { currentFiles: object[] } }).syncRun.currentFiles
    expect(await files()).toEqual([
      { path: 'z/film.mp4', bytes: 20 * mebibyte, bytesDone: 8 * mebibyte },
      { path: 'a.png', bytes: 5, bytesDone: 0 },
      { path: 'b.png', bytes: 7, bytesDone: 0 },
    ])
    for (const name of ['c', 'd', 'e']) await buildSyncItem(api.database, { runId, path: name, claimedUntil: soon })
    expect(await files()).toHaveLength(5)
    await api.database.syncRun.update({ where: { id: runId }, data: { status: 'CANCELED', finishedAt: new Date() } })
    expect(await files()).toEqual([])
  })

  test('lists its items by path, without generated files', async () => {
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

  test('counts the files to delete by folder, lists those of one, and finds what would miss them', async () => {
    const pkg = await buildPackage(api.database)
    await buildDraft(api.database, { packageId: pkg.id })
    const texts = {
      'index.html':
        '<img src="media_1/hare.png"><a href="media_1/../media_1/b.html">b</a><a href="https://example.org/x">x</a>',
      'kept.html': '<img src="mediaX1/hare.png"><img src="media_1/moved.png">',
      'media_1/b.html': '<img src="hare.png">',
    }
    for (const [path, text] of Object.entries(texts)) {
      const { contentHash } = await storeDraftFile(api.services, pkg.id, path, text, { mediaType: 'text/html' })
      const { references, facts } = await analyzeToJson(Buffer.from(text), 'html')
      await recordTextAnalyses(api.database, [
        { contentHash, version: analysisVersion, kind: 'html', references, facts },
      ])
    }
    const { id: runId } = await buildOpenRun(api.database, { packageId: pkg.id, status: 'WAITING_FOR_CONFIRMATION' })
    for (const path of ['media_1/hare.png', 'media_1/b.html', 'media_1/Moved.png', 'mediaX1/a.png', 'top.txt'])
      await buildSyncItem(api.database, { runId, path, action: 'DELETE' })
    await buildSyncItem(api.database, { runId, path: 'media_1/moved.png' })
    const fields = `deletedFolders { path fileCount } deletedFileUsers { nodes { path fileCount } totalCount }
      below: items(action: DELETE, folder: "media_1") { nodes { path } } top: items(action: DELETE, folder: "") { nodes { path } }`
    expect(await ask(runId, fields)).toEqual({
      data: {
        syncRun: {
          deletedFolders: [
            { path: '', fileCount: 1 },
            { path: 'mediaX1', fileCount: 1 },
            { path: 'media_1', fileCount: 3 },
          ],
          deletedFileUsers: { nodes: [{ path: 'index.html', fileCount: 2 }], totalCount: 1 },
          below: { nodes: ['media_1/Moved.png', 'media_1/b.html', 'media_1/hare.png'].map(path => ({ path })) },
          top: { nodes: [{ path: 'top.txt' }] },
        },
      },
      errors: [],
    })
    await api.database.syncRun.update({ where: { id: runId }, data: { status: 'CANCELED', finishedAt: new Date() } })
    const over = (await ask(runId, 'deletedFileUsers { totalCount }')).data
    expect(over).toEqual({ syncRun: { deletedFileUsers: { totalCount: 0 } } })
  })

  test('does not exist for callers who may not read its package, nor for an id of another type', async () => {
    const run = await buildSyncRun(api.database)
    const caller = buildCaller({ packageId: (await buildPackage(api.database)).id })
    expect(await ask(run.id, 'status', { caller })).toEqual({ data: { syncRun: null }, errors: [] })
    const other = { id: globalId('Package', run.packageId) }
    const { data } = await api.request('query ($id: ID!) { syncRun(id: $id) { status } }', other)
    expect(data).toEqual({ syncRun: null })
  })
})

describe('requesting a synchronization', () => {
  test('opens a run, and a second request joins it', async () => {
    const { slug, id: packageId } = await buildPackage(api.database)
    const request = (args: string) =>
      api.request<{ synchronizePackage: { id: string; phase: string } }>(
        `mutation { synchronizePackage(slug: "${slug}"${args}) { id phase } }`,
      )
    const first = (await request('')).data.synchronizePackage
    expect(first.phase).toBe('CALCULATING')
    expect(await api.database.syncRun.findMany({ where: { packageId } })).toMatchObject([{ full: false }])
    expect((await request(', full: true')).data.synchronizePackage.id).toBe(first.id)
    expect(await api.database.syncRun.findMany({ where: { packageId } })).toMatchObject([{ full: true }])
  })

  test('can be canceled by the id of the run, and is NOT_FOUND for any other id', async () => {
    const run = await buildOpenRun(api.database)
    const cancel = (id: string) => api.request('mutation ($id: ID!) { cancelSync(id: $id) { id } }', { id })
    expect((await cancel(globalId('SyncRun', run.id))).data).toEqual({
      cancelSync: { id: globalId('SyncRun', run.id) },
    })
    expect(await api.database.syncRun.findUnique({ where: { id: run.id } })).toMatchObject({
      cancelRequestedAt: expect.any(Date),
    })
    expect((await cancel(globalId('Package', run.id))).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await cancel('nonsense')).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

describe('the progress of a synchronization', () => {
  type State = { syncProgress: { id: string; filesDone: number; status: string } }
  const text = 'subscription ($slug: String!) { syncProgress(package: $slug) { id filesDone status } }'
  const watch = (slug: string, options = {}) => api.subscribe<State>(text, { slug }, options)
  const doneOf = (result: { value: { data: State } }) => result.value.data.syncProgress.filesDone

  test('starts with the current state, continues with each new one, and ends with the last', async () => {
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
    const finished = { status: 'SUCCEEDED' as const, phase: 'DONE' as const, finishedAt: new Date(), filesDone: 3 }
    await api.database.syncRun.update({ where: { id }, data: finished })
    api.notifyPackage(packageId)
    expect(doneOf(await third)).toBe(3)
    expect((await states.next()).done).toBe(true)
  })

  test('is that of the newest run when none is open', async () => {
    const pkg = await buildPackage(api.database)
    await buildSyncRun(api.database, { packageId: pkg.id, startedAt: new Date(1000), finishedAt: new Date(2000) })
    const newest = await buildSyncRun(api.database, { packageId: pkg.id })
    const states = watch(pkg.slug)
    expect((await states.next()).value.data.syncProgress.id).toBe(globalId('SyncRun', newest.id))
    expect((await states.next()).done).toBe(true)
  })

  test('waits for the first run when there is none', async () => {
    const pkg = await buildPackage(api.database)
    const states = watch(pkg.slug)
    const first = states.next()
    api.notifyPackage(pkg.id)
    const run = await buildOpenRun(api.database, { packageId: pkg.id })
    api.notifyPackage(pkg.id)
    expect((await first).value.data.syncProgress).toMatchObject({ id: globalId('SyncRun', run.id), status: 'RUNNING' })
    await states.return(undefined)
  })

  test('stays with its run when the next one starts immediately', async () => {
    const run = await buildOpenRun(api.database)
    const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: run.packageId } })
    const states = watch(slug)
    await states.next()
    const next = states.next()
    const finished = { status: 'SUCCEEDED' as const, finishedAt: new Date() }
    await api.database.syncRun.update({ where: { id: run.id }, data: finished })
    await buildOpenRun(api.database, { packageId: run.packageId })
    api.notifyPackage(run.packageId)
    expect((await next).value.data.syncProgress).toMatchObject({ id: globalId('SyncRun', run.id), status: 'SUCCEEDED' })
    expect((await states.next()).done).toBe(true)
  })

  test('is rejected for callers who may not see the package', async () => {
    const pkg = await buildPackage(api.database)
    const caller = buildCaller({ packageId: (await buildPackage(api.database)).id })
    expect((await watch(pkg.slug, { caller }).next()).value.errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await watch(pkg.slug, { caller: null }).next()).value.errors).toMatchObject([{ code: 'UNAUTHENTICATED' }])
  })
})

test('warns as soon as everything is listed that the draft will have no page, or only pieces of pages', async () => {
  const { id: packageId } = await buildPackage(api.database)
  const run = await buildOpenRun(api.database, { packageId, phase: 'COPYING', calculated: true })
  const warnings = async () => {
    const query = '{ node(id: "ID") { ... on SyncRun { warnings { code message } } } }'.replace(
      'ID',
      globalId('SyncRun', run.id),
    )
    const { data } = await api.request<{ node: { warnings: { code: string; message: string }[] } }>(query)
    return data.node.warnings
  }
  const entry = { packageId, generation: 0, parentLower: '/x', kind: 'FILE' as const, dropboxId: 'id' }
  const add = (name: string, rest = {}) =>
    api.database.entry.create({ data: { ...entry, pathLower: `/x/${name}`, name, path: name, ...rest } })
  const analyze = (contentHash: string, kind: string, facts = {}) =>
    recordTextAnalyses(api.database, [
      { contentHash, version: 4, kind, references: '[]', facts: JSON.stringify(facts) },
    ])
  await add('slides.pptx')
  await add('left-out.html', { ignoredReason: 'It is left out.' })
  expect(await warnings()).toMatchObject([{ code: 'ROOT_PAGE_MISSING' }])

  const pieces = { 'a.htm': 'html', 'b.xhtml': 'xhtml', 'c.HTML': 'html', 'd.html': 'html' }
  for (const name of Object.keys(pieces)) await add(name, { contentHash: `${packageId} ${name}` })
  for (const [name, kind] of Object.entries(pieces)) {
    // Whether it is a page is known once it is copied.
    expect(await warnings()).toEqual([])
    await analyze(`${packageId} ${name}`, kind)
  }
  expect(await warnings()).toEqual([
    {
      code: 'PLAYER_NOT_INSERTED',
      message: expect.stringContaining('only pieces of pages: "a.htm", "b.xhtml", "c.HTML", and 1 more.'),
    },
  ])

  await add('page.html', { contentHash: `${packageId} page` })
  await analyze(`${packageId} page`, 'html', { isDocument: true })
  expect(await warnings()).toEqual([])
})
