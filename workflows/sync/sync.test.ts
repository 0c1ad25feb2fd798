import { symlink } from 'node:fs/promises'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { cancelSync, requestSync } from '@lectern/domain/sync/sync-runs'
import { expect, test } from 'vitest'
import { changeDraft } from './change-draft.ts'
import { wake } from '../wake.ts'
import { getBuffer } from '../storage/s3.ts'
import { listCurrentObjects } from '../storage/s3-objects.ts'
import { buildBackEnd } from '../test/back-end.ts'

const page = '<html><head><title>Lesson</title></head><body><img src="Images/Rabbit.PNG"></body></html>'
const lesson = {
  'index.html': page,
  'images/rabbit.png': 'a rabbit',
  '.DS_Store': 'junk',
  'Größe #1 100%.txt': 'odd',
  'pages/second.html': '<html><body>two</body></html>',
}

type World = Awaited<ReturnType<typeof buildBackEnd>>

async function keysInDraft({ store, pkg }: World): Promise<string[]> {
  const keys: string[] = []
  for await (const objects of listCurrentObjects(store, `draft${pkg.dropboxPath}/`))
    keys.push(...objects.map(object => object.key))
  return keys.map(key => key.slice(`draft${pkg.dropboxPath}/`.length)).sort()
}

const files = (world: World) =>
  world.database.draftFile.findMany({
    where: { packageId: world.pkg.id, untilRevision: null, generated: false },
    orderBy: { path: 'asc' },
  })

test('a first synchronisation brings what is in Dropbox byte for byte, with tag, manifest and findings, as revision 1', async () => {
  const world = await buildBackEnd(lesson)
  const run = await world.synchronize()
  expect(run).toMatchObject({
    status: 'SUCCEEDED',
    phase: 'DONE',
    filesTotal: 4,
    filesDone: 4,
    filesIgnored: 1,
    error: null,
  })

  const rows = await files(world)
  expect(rows.map(row => row.path).sort()).toEqual([
    'Größe #1 100%.txt',
    'images/rabbit.png',
    'index.html',
    'pages/second.html',
  ])
  for (const row of rows) {
    const stored = await getBuffer(world.store, row.key, row.versionId)
    const original = await world.readSource(row.path)
    if (row.path === 'index.html') expect(stored.toString()).toBe(page.replace('<head>', `<head>${tag}`))
    else expect(stored.equals(original)).toBe(true)
  }
  expect((await getBuffer(world.store, 'originals/Lesson/index.html')).toString()).toBe(page)
  expect(await keysInDraft(world)).toEqual([
    'Größe #1 100%.txt',
    'images/rabbit.png',
    'index.html',
    'lectern-manifest.json',
    'lectern/hls.js',
    'lectern/player.js',
    'pages/second.html',
  ])
  const findings = await world.database.finding.findMany({ where: { packageId: world.pkg.id, untilRevision: null } })
  expect(findings.map(finding => `${finding.code} ${finding.path}`).sort()).toEqual([
    'IGNORED .DS_Store',
    'LINK_LETTER_CASE index.html',
  ])
})

const tag = '<script type="module" src="lectern/player.js" data-lectern="1"></script>'

test('the second time only the delta is listed, and exactly what changed is copied and removed', async () => {
  const world = await buildBackEnd(lesson)
  await world.synchronize()
  const before = structuredClone(world.faults.calls)
  await world.write('images/rabbit.png', 'another rabbit')
  await world.remove('pages/second.html')
  const run = await world.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesTotal: 1, filesDone: 1, filesDeleted: 1, filesUnchanged: 2 })
  expect(world.faults.calls.dropbox?.['files/list_folder']).toBe(before.dropbox?.['files/list_folder'])
  expect(world.faults.calls.dropbox?.['files/download']).toBe(before.dropbox!['files/download']! + 1)
  expect(await keysInDraft(world)).not.toContain('pages/second.html')
  const draft = await world.database.draft.findMany({ where: { packageId: world.pkg.id } })
  expect(draft.map(({ revision, fileCount, settled }) => ({ revision, fileCount, settled }))).toEqual([
    { revision: 1, fileCount: 4, settled: true },
    { revision: 2, fileCount: 3, settled: true },
  ])
  // Whoever has begun with the first revision still reads its bytes.
  const old = await world.database.draftFile.findFirstOrThrow({
    where: { path: 'pages/second.html', untilRevision: 2 },
  })
  expect((await getBuffer(world.store, old.key, old.versionId)).toString()).toBe(lesson['pages/second.html'])
})

test('nothing changed: nothing is copied, and the revision stays', async () => {
  const world = await buildBackEnd(lesson)
  await world.synchronize()
  const run = await world.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesTotal: 0, filesUnchanged: 4 })
  const { revision } = await world.database.package.findUniqueOrThrow({ where: { id: world.pkg.id } })
  expect(revision).toBe(1)
})

test('refusals of Dropbox and S3 in passing are waited out', async () => {
  const world = await buildBackEnd(lesson)
  world.faults.add([
    {
      target: 'dropbox',
      operation: 'files/list_folder',
      times: 1,
      kind: 'status',
      status: 429,
      headers: { 'retry-after': '1' },
      body: 'too many',
    },
    { target: 'dropbox', operation: 'files/download', times: 2, kind: 'status', status: 500 },
    { target: 'dropbox', operation: 'files/download', times: 1, kind: 'reset', afterBytes: 1 },
    { target: 's3', operation: 'PutObject', times: 1, kind: 'status', status: 503 },
    { target: 's3', operation: 'PutObject', times: 1, kind: 'late-status', status: 500 },
  ])
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDone: 4 })
})

test('an expired access token is renewed once', async () => {
  const world = await buildBackEnd(lesson)
  const renewals = world.faults.calls.dropbox?.['oauth2/token'] ?? 0
  const expired = JSON.stringify({
    error_summary: 'expired_access_token/..',
    error: { '.tag': 'expired_access_token' },
  })
  world.faults.add([
    {
      target: 'dropbox',
      operation: 'files/list_folder',
      times: 1,
      kind: 'status',
      status: 401,
      headers: { 'content-type': 'application/json' },
      body: expired,
    },
  ])
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(world.faults.calls.dropbox?.['oauth2/token']).toBe(renewals + 1)
})

test('canceled in the middle: what is done counts, the draft says that it is not settled, and the next run finds the rest', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 150 }, (_, number) => [`many/${number}.txt`, `${number}`.repeat(1000)]),
  )
  const world = await buildBackEnd({ ...lesson, ...many })
  // One file comes so late that the run cannot be over before somebody stops it.
  world.faults.add([{ target: 'dropbox', operation: 'files/download', times: 1, kind: 'delay', delayMs: 5_000 }])
  const running = world.synchronize()
  const run = await world.until(() =>
    world.database.syncRun.findFirst({ where: { filesDone: { gt: 10 }, finishedAt: null } }),
  )
  await change(world.database, systemActor, tx => cancelSync(tx, run.id))
  await wake(world, { workflow: 'sync', packageId: world.pkg.id })
  const canceled = await running
  expect(canceled).toMatchObject({ status: 'CANCELED', phase: 'DONE' })
  const draft = await world.database.draft.findFirstOrThrow({ where: { packageId: world.pkg.id } })
  expect(draft).toMatchObject({ revision: 1, settled: false, fileCount: canceled.filesDone })
  const again = await world.synchronize()
  expect(again).toMatchObject({ status: 'SUCCEEDED', filesTotal: 154 - canceled.filesDone })
  expect(await files(world)).toHaveLength(154)
})

test('asked once more while it runs: the run is joined, and lists again before the draft changes', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 100 }, (_, number) => [`many/${number}.txt`, `${number}`.repeat(1000)]),
  )
  const world = await buildBackEnd({ ...lesson, ...many })
  const running = world.synchronize()
  await world.until(() => world.database.syncRun.findFirst({ where: { filesDone: { gt: 10 }, finishedAt: null } }))
  await world.write('late.txt', 'saved just before the second click')
  const second = world.synchronize()
  expect((await second).id).toBe((await running).id)
  expect((await files(world)).map(file => file.path)).toContain('late.txt')
})

test('canceled and at once asked again: the second click is answered by a run of its own', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 150 }, (_, number) => [`many/${number}.txt`, `${number}`.repeat(1000)]),
  )
  const world = await buildBackEnd({ ...lesson, ...many })
  // One file comes so late that the run cannot be over before somebody stops it.
  world.faults.add([{ target: 'dropbox', operation: 'files/download', times: 1, kind: 'delay', delayMs: 5_000 }])
  const running = world.synchronize()
  const run = await world.until(() =>
    world.database.syncRun.findFirst({ where: { filesDone: { gt: 10 }, finishedAt: null } }),
  )
  await change(world.database, systemActor, tx => cancelSync(tx, run.id))
  await world.synchronize()
  expect((await running).status).toBe('CANCELED')
  const next = await world.until(() =>
    world.database.syncRun.findFirst({ where: { id: { not: run.id }, finishedAt: { not: null } } }),
  )
  expect(next.status).toBe('SUCCEEDED')
  expect(await files(world)).toHaveLength(154)
})

test('stopped just before the draft changes: it does not change', async () => {
  const world = await buildBackEnd(lesson)
  await world.synchronize()
  await world.write('late.txt', 'never in the draft')
  const run = await change(world.database, systemActor, tx => requestSync(tx, systemActor, world.pkg.id, false))
  // Nobody is woken by it, as when the run's last step has begun already.
  await change(world.database, systemActor, tx => cancelSync(tx, run.id))
  expect(await changeDraft(world, { runId: run.id, isComplete: true, settled: true, unsettledPaths: [] })).toBe(
    'CANCELED',
  )
  expect((await files(world)).map(file => file.path)).not.toContain('late.txt')
})

test('a file that becomes one to leave out goes from the draft, and the next runs find nothing to do', async () => {
  const world = await buildBackEnd(lesson)
  await world.synchronize()
  await world.remove('pages/second.html')
  await symlink(world.at('index.html'), world.at('pages/second.html'))
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDeleted: 1 })
  expect((await files(world)).map(file => file.path)).not.toContain('pages/second.html')
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDeleted: 0, filesIgnored: 2 })
})

test('«check everything» lists the folder anew, and finds a name that changed only by letter case', async () => {
  const world = await buildBackEnd(lesson)
  await world.synchronize()
  await world.move('images/rabbit.png', 'images/Rabbit.png')
  expect(await world.synchronize()).toMatchObject({ filesTotal: 0 })
  expect(await world.synchronize(true)).toMatchObject({ status: 'SUCCEEDED', filesTotal: 1, filesDeleted: 1 })
  expect((await files(world)).map(file => file.path)).toContain('images/Rabbit.png')
  expect(world.faults.calls.dropbox?.['files/list_folder']).toBe(2)
})

test('a page that becomes the root gets the player without a change in Dropbox', async () => {
  const world = await buildBackEnd({ ...lesson, 'start.html': '<html><head></head></html>' })
  await world.synchronize()
  await world.remove('index.html')
  await world.synchronize()
  const root = (await files(world)).find(file => file.path === 'start.html')!
  expect((await getBuffer(world.store, root.key, root.versionId)).toString()).toContain('lectern/player.js')
})

test('when the account gets another root in Dropbox it is taken over, and the folder is listed anew', async () => {
  const world = await buildBackEnd(lesson)
  await world.synchronize()
  const root = { '.tag': 'team', root_namespace_id: '7', home_namespace_id: '1' }
  const error = { '.tag': 'invalid_root', invalid_root: root }
  world.faults.add([
    {
      ...{ target: 'dropbox', operation: 'files/get_metadata', times: 1, kind: 'status', status: 422 },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ error_summary: 'invalid_root/..', error }),
    },
  ])
  const listings = world.faults.calls.dropbox?.['files/list_folder'] ?? 0
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesTotal: 0 })
  expect(await world.database.dropboxConnection.findUnique({ where: { id: 1 } })).toMatchObject({
    rootNamespaceId: '7',
  })
  expect(world.faults.calls.dropbox?.['files/list_folder']).toBe(listings + 1)
})
