import { symlink } from 'node:fs/promises'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { cancelSync, requestSync } from '@lectern/domain/sync/sync-runs'
import { expect, test } from 'vitest'
import { getBuffer } from '../storage/s3.ts'
import { listCurrentObjects } from '../storage/s3-objects.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { tryWake } from '../wake.ts'
import { changeDraft } from './change-draft.ts'

const page = '<html><head><title>Lesson</title></head><body><img src="Images/Rabbit.PNG"></body></html>'
const lesson = {
  'index.html': page,
  'images/rabbit.png': 'a rabbit',
  '.DS_Store': 'junk',
  'Größe #1 100%.txt': 'odd',
  'pages/second.html': '<html><body>two</body></html>',
}

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

async function keysInDraft({ store, pkg }: BackEnd): Promise<string[]> {
  const keys: string[] = []
  for await (const objects of listCurrentObjects(store, `draft${pkg.dropboxPath}/`))
    keys.push(...objects.map(object => object.key))
  return keys.map(key => key.slice(`draft${pkg.dropboxPath}/`.length)).sort()
}

const files = (backEnd: BackEnd) =>
  backEnd.database.draftFile.findMany({
    where: { packageId: backEnd.pkg.id, untilRevision: null, generated: false },
    orderBy: { path: 'asc' },
  })

test('copies Dropbox byte for byte the first time, with tag, manifest, and findings, as revision 1', async () => {
  const backEnd = await buildBackEnd(lesson)
  const run = await backEnd.synchronize()
  expect(run).toMatchObject({
    status: 'SUCCEEDED',
    phase: 'DONE',
    filesTotal: 4,
    filesDone: 4,
    filesIgnored: 1,
    error: null,
  })

  const rows = await files(backEnd)
  expect(rows.map(row => row.path).sort()).toEqual([
    'Größe #1 100%.txt',
    'images/rabbit.png',
    'index.html',
    'pages/second.html',
  ])
  for (const row of rows) {
    const stored = await getBuffer(backEnd.store, row.key, row.versionId)
    const original = await backEnd.readSource(row.path)
    if (row.path === 'index.html') expect(stored.toString()).toBe(page.replace('<head>', `<head>${tag('')}`))
    else if (row.path === 'pages/second.html')
      expect(stored.toString()).toBe(`<html>${tag('../')}<body>two</body></html>`)
    else expect(stored.equals(original)).toBe(true)
  }
  expect((await getBuffer(backEnd.store, 'originals/Lesson/index.html')).toString()).toBe(page)
  expect(await keysInDraft(backEnd)).toEqual([
    'Größe #1 100%.txt',
    'images/rabbit.png',
    'index.html',
    'lectern-manifest.json',
    ...backEnd.playerFiles.map(({ name }) => `lectern/${name}`).sort(),
    'pages/second.html',
  ])
  const findings = await backEnd.database.finding.findMany({
    where: { packageId: backEnd.pkg.id, untilRevision: null },
  })
  expect(findings.map(finding => `${finding.code} ${finding.path}`).sort()).toEqual([
    'IGNORED .DS_Store',
    'LINK_LETTER_CASE index.html',
  ])
})

const tag = (up: string) => `<script async src="${up}lectern/player.js" data-lectern="2"></script>`

test('lists only the delta the second time, and copies and removes exactly what changed', async () => {
  const backEnd = await buildBackEnd(lesson)
  await backEnd.synchronize()
  const before = structuredClone(backEnd.faults.calls)
  await backEnd.write('images/rabbit.png', 'another rabbit')
  await backEnd.remove('pages/second.html')
  const run = await backEnd.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesTotal: 1, filesDone: 1, filesDeleted: 1, filesUnchanged: 2 })
  expect(backEnd.faults.calls.dropbox?.['files/list_folder']).toBe(before.dropbox?.['files/list_folder'])
  expect(backEnd.faults.calls.dropbox?.['files/download']).toBe(before.dropbox!['files/download']! + 1)
  expect(await keysInDraft(backEnd)).not.toContain('pages/second.html')
  const draft = await backEnd.database.draft.findMany({ where: { packageId: backEnd.pkg.id } })
  expect(draft.map(({ revision, fileCount, settled }) => ({ revision, fileCount, settled }))).toEqual([
    { revision: 1, fileCount: 4, settled: true },
    { revision: 2, fileCount: 3, settled: true },
  ])
  // A reader that started with the first revision can still read its bytes.
  const old = await backEnd.database.draftFile.findFirstOrThrow({
    where: { path: 'pages/second.html', untilRevision: 2 },
  })
  expect((await getBuffer(backEnd.store, old.key, old.versionId)).toString()).toContain('<body>two</body>')
})

test('copies nothing and keeps the revision when nothing changed', async () => {
  const backEnd = await buildBackEnd(lesson)
  await backEnd.synchronize()
  const run = await backEnd.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesTotal: 0, filesUnchanged: 4 })
  const { revision } = await backEnd.database.package.findUniqueOrThrow({ where: { id: backEnd.pkg.id } })
  expect(revision).toBe(1)
})

test('retries temporary failures of Dropbox and S3', async () => {
  const backEnd = await buildBackEnd(lesson)
  backEnd.faults.add([
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
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDone: 4 })
})

test('renews an expired access token once', async () => {
  const backEnd = await buildBackEnd(lesson)
  const renewals = backEnd.faults.calls.dropbox?.['oauth2/token'] ?? 0
  const expired = JSON.stringify({
    error_summary: 'expired_access_token/..',
    error: { '.tag': 'expired_access_token' },
  })
  backEnd.faults.add([
    {
      target: 'dropbox',
      operation: 'files/list_folder',
      // The first renewed token is rejected too.
      times: 2,
      kind: 'status',
      status: 401,
      headers: { 'content-type': 'application/json' },
      body: expired,
    },
  ])
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(backEnd.faults.calls.dropbox?.['oauth2/token']).toBe(renewals + 2)
})

/** Starts a run of 154 files and requests its cancellation in the middle, without waking its workflow. */
async function cancelLargeSync() {
  const many = Object.fromEntries(
    Array.from({ length: 150 }, (_, number) => [`many/${number}.txt`, `${number}`.repeat(1000)]),
  )
  const backEnd = await buildBackEnd({ ...lesson, ...many })
  // One file arrives so late that the run cannot end before it is canceled.
  backEnd.faults.add([{ target: 'dropbox', operation: 'files/download', times: 1, kind: 'delay', delayMs: 5_000 }])
  const running = backEnd.synchronize()
  const run = await backEnd.until(() =>
    backEnd.database.syncRun.findFirst({ where: { filesDone: { gt: 10 }, finishedAt: null } }),
  )
  await change(backEnd.database, systemActor, tx => cancelSync(tx, run.id))
  return { backEnd, running, run }
}

test('keeps the finished copies of a canceled run, marks the draft as unsettled, and copies the rest in the next run', async () => {
  const { backEnd, running } = await cancelLargeSync()
  await tryWake(backEnd, { workflow: 'sync', packageId: backEnd.pkg.id })
  const canceled = await running
  expect(canceled).toMatchObject({ status: 'CANCELED', phase: 'DONE' })
  const draft = await backEnd.database.draft.findFirstOrThrow({ where: { packageId: backEnd.pkg.id } })
  expect(draft).toMatchObject({ revision: 1, settled: false, fileCount: canceled.filesDone })
  const nextRun = await backEnd.synchronize()
  expect(nextRun).toMatchObject({ status: 'SUCCEEDED', filesTotal: 154 - canceled.filesDone })
  expect(await files(backEnd)).toHaveLength(154)
})

test('joins the running run when requested again, and lists again before the draft changes', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 100 }, (_, number) => [`many/${number}.txt`, `${number}`.repeat(1000)]),
  )
  const backEnd = await buildBackEnd({ ...lesson, ...many })
  // One file arrives so late that the run cannot end before it is requested again.
  backEnd.faults.add([{ target: 'dropbox', operation: 'files/download', times: 1, kind: 'delay', delayMs: 5_000 }])
  const running = backEnd.synchronize()
  await backEnd.until(() => backEnd.database.syncRun.findFirst({ where: { filesDone: { gt: 10 }, finishedAt: null } }))
  await backEnd.write('late.txt', 'saved just before the second click')
  const second = backEnd.synchronize()
  expect((await second).id).toBe((await running).id)
  expect((await files(backEnd)).map(file => file.path)).toContain('late.txt')
})

test('opens a new run when requested right after a cancellation', async () => {
  const { backEnd, running, run } = await cancelLargeSync()
  await backEnd.synchronize()
  expect((await running).status).toBe('CANCELED')
  const next = await backEnd.until(() =>
    backEnd.database.syncRun.findFirst({ where: { id: { not: run.id }, finishedAt: { not: null } } }),
  )
  expect(next.status).toBe('SUCCEEDED')
  expect(await files(backEnd)).toHaveLength(154)
})

test('does not change the draft when canceled just before', async () => {
  const backEnd = await buildBackEnd(lesson)
  await backEnd.synchronize()
  await backEnd.write('late.txt', 'never in the draft')
  const run = await change(backEnd.database, systemActor, tx => requestSync(tx, systemActor, backEnd.pkg.id, false))
  // This wakes nothing, as when the run's last step has already started.
  await change(backEnd.database, systemActor, tx => cancelSync(tx, run.id))
  expect(await changeDraft(backEnd, { runId: run.id, isComplete: true, settled: true, unsettledPaths: [] })).toBe(
    'CANCELED',
  )
  expect((await files(backEnd)).map(file => file.path)).not.toContain('late.txt')
})

test('removes a file from the draft when it becomes an ignored one, and the next run has nothing to do', async () => {
  const backEnd = await buildBackEnd(lesson)
  await backEnd.synchronize()
  await backEnd.remove('pages/second.html')
  await symlink(backEnd.at('index.html'), backEnd.at('pages/second.html'))
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDeleted: 1 })
  expect((await files(backEnd)).map(file => file.path)).not.toContain('pages/second.html')
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDeleted: 0, filesIgnored: 2 })
})

test('lists the whole folder for "check everything", and finds a name without a finding that changed only in letter case', async () => {
  const backEnd = await buildBackEnd(lesson)
  await backEnd.synchronize()
  await backEnd.move('pages/second.html', 'pages/Second.html')
  expect(await backEnd.synchronize()).toMatchObject({ filesTotal: 0 })
  expect(await backEnd.synchronize(true)).toMatchObject({ status: 'SUCCEEDED', filesTotal: 1, filesDeleted: 1 })
  expect((await files(backEnd)).map(file => file.path)).toContain('pages/Second.html')
  expect(backEnd.faults.calls.dropbox?.['files/list_folder']).toBe(2)
})

test('adopts the account’s new root in Dropbox, and lists the whole folder', async () => {
  const backEnd = await buildBackEnd(lesson)
  await backEnd.synchronize()
  const root = { '.tag': 'team', root_namespace_id: '7', home_namespace_id: '1' }
  const error = { '.tag': 'invalid_root', invalid_root: root }
  backEnd.faults.add([
    {
      ...{ target: 'dropbox', operation: 'files/get_metadata', times: 1, kind: 'status', status: 422 },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ error_summary: 'invalid_root/..', error }),
    },
  ])
  const listings = backEnd.faults.calls.dropbox?.['files/list_folder'] ?? 0
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesTotal: 0 })
  expect(await backEnd.database.dropboxConnection.findUnique({ where: { id: 1 } })).toMatchObject({
    rootNamespaceId: '7',
  })
  expect(backEnd.faults.calls.dropbox?.['files/list_folder']).toBe(listings + 1)
})
