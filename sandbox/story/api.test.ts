import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleName } from '../sample/make.ts'
import { makeOddMachine } from './odd-machine.ts'
import * as operations from './operations.ts'
import { RunningLectern } from './running-lectern.ts'

// The story through GraphQL alone, as an external script, on an odd machine: none of its settings may change a result.
// Each test continues where the previous one ended.
let lectern: RunningLectern
const machine = makeOddMachine()
const slug = 'the-hare-and-the-hedgehog'
const inFolder = (path: string) => join(lectern.dropboxFolder, sampleName, path)
const state = async () => (await lectern.execute(operations.packageState, { slug })).package
const settled = (data: {
  package: { currentSyncRun: null | object; transcode: { finishedAt: string | null } | null }
}) => data.package.currentSyncRun === null && data.package.transcode?.finishedAt != null

beforeAll(async () => {
  const umask = process.umask(0o077)
  lectern = await RunningLectern.start(undefined, machine.env).finally(() => process.umask(umask))
})
afterAll(async () => {
  await lectern?.stop()
  rmSync(machine.folder, { recursive: true })
})

test('the token in sandbox.json belongs to an owner, and Dropbox is connected', async () => {
  const { viewer, dropboxConnection } = await lectern.execute(
    '{ viewer { permissions token { name } } dropboxConnection { status account } }',
  )
  expect(viewer.permissions).toContain('package.publish')
  await lectern.waitUntil(
    '{ dropboxConnection { status account } }',
    {},
    data => data.dropboxConnection.status === 'CONNECTED',
  )
  expect(dropboxConnection).not.toBeNull()
})

test('a listed Dropbox folder becomes a package, and a folder inside another package is rejected', async () => {
  const { dropboxFolders } = await lectern.execute('{ dropboxFolders { path name package { slug } } }')
  expect(dropboxFolders).toEqual([{ path: `/${sampleName}`, name: sampleName, package: null }])
  const { createPackage } = await lectern.execute(operations.createPackage, { path: `/${sampleName}` })
  expect(createPackage).toEqual({ slug, title: sampleName, status: 'EMPTY' })
  await expect(lectern.execute(operations.createPackage, { path: `/${sampleName}/videos` })).rejects.toThrow(
    /is inside the folder of the package/,
  )
})

test('a sync run calculates, copies, and reports progress that never goes backward', async () => {
  const { synchronizePackage } = await lectern.execute(operations.synchronize, { slug })
  expect(synchronizePackage.status).toBe('RUNNING')
  const states = (await lectern.subscribe(operations.syncProgress, { slug })).map(data => data.syncProgress)
  expect(states.at(-1)).toMatchObject({ status: 'SUCCEEDED', phase: 'DONE', filesDone: 23, filesTotal: 23 })
  for (const counter of ['entriesListed', 'filesDone', 'bytesDone']) {
    const values = states.map(progress => progress[counter])
    expect(values).toEqual([...values].sort((a, b) => a - b))
  }
  expect(states.filter(progress => progress.finishedAt !== null)).toHaveLength(1)
})

test('the draft equals the Dropbox folder, with findings for the wrong link and the ignored file', async () => {
  const { draft } = await state()
  expect(draft).toMatchObject({ revision: 1, settled: true, fileCount: 23 })
  for (const file of draft.files.nodes) expect(readFileSync(inFolder(file.path))).toHaveLength(file.bytes)
  expect(draft.files.nodes.map((file: { path: string }) => file.path)).toEqual(
    expect.arrayContaining(['worksheets/Igel-Häuschen für den Garten.html', 'worksheets/Question #1 - 100% true.html']),
  )
  expect(draft.findings.nodes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'LINK_LETTER_CASE', severity: 'INFO', line: expect.any(Number) }),
      expect.objectContaining({ code: 'IGNORED', path: '.DS_Store' }),
    ]),
  )
})

test('the preview shows the draft on the content host, with the player and the manifest', async () => {
  const { createPreviewLink } = await lectern.execute(operations.previewLink, { slug })
  expect(new URL(createPreviewLink.url).origin).toBe(lectern.sandbox.content)
  const page = await fetch(createPreviewLink.url)
  expect(await page.text()).toContain('lectern/player.js')
  expect(page.url).toMatch(/\/preview\/[^/]+\/the-hare-and-the-hedgehog\/1\//)
  const manifest = (await (await fetch(new URL('lectern-manifest.json', page.url))).json()) as { videoCount: number }
  expect(manifest.videoCount).toBe(3)
  expect((await fetch(page.url.replace(/preview\/[^/]+/, 'preview/wrong'))).status).toBe(404)
})

test('every video is encoded, with two jobs for three files and woken by events', async () => {
  await lectern.waitUntil(operations.packageState, { slug }, settled)
  const { transcode, draft } = await state()
  expect(transcode).toMatchObject({
    status: 'SUCCEEDED',
    videosExpected: 3,
    videosArrived: 3,
    videosReady: 3,
    videosFailed: 0,
  })
  expect(draft.videos.nodes.map((video: { status: string }) => video.status)).toEqual(['READY', 'READY', 'READY'])
  const calls = await lectern.calls()
  expect(calls.mediaconvert.CreateJob).toBe(2)
  expect(calls.eventbridge.Deliver).toBeGreaterThan(0)
})

test('publishing copies the draft inside S3, and production shows release 1', async () => {
  const { publishPackage } = await lectern.execute(operations.publish, { slug })
  const finished = await lectern.waitUntil(
    operations.publication,
    { id: publishPackage.id },
    data => data.publication.finishedAt !== null,
  )
  expect(finished.publication).toMatchObject({
    status: 'SUCCEEDED',
    filesTotal: 28,
    filesDone: 28,
    release: { number: 1, fileCount: 23 },
  })
  const page = await fetch(finished.publication.deployment.url)
  expect(page.url).toContain('/production/the-hare-and-the-hedgehog/1/')
  const query =
    '{ playlists(package: "the-hare-and-the-hedgehog", environment: "production") { path url fallbackUrl captions { language url } } }'
  const response = await fetch(`${lectern.sandbox.content}/graphql?query=${encodeURIComponent(query)}`)
  const { data } = (await response.json()) as {
    data: { playlists: { path: string; url: string; captions: { url: string }[] }[] }
  }
  expect(data.playlists).toHaveLength(3)
  expect(await (await fetch(data.playlists[0]!.url)).text()).toContain('#EXT-X-STREAM-INF')
  const { captions } = data.playlists.find(({ path }) => path === 'videos/sunrise.mp4')!
  expect(captions).toEqual([
    { language: 'de', url: expect.stringContaining('/1/lectern/captions/') },
    { language: 'en', url: expect.stringContaining('sunrise.en.vtt') },
  ])
  for (const { url } of captions) expect(await (await fetch(url)).text()).toMatch(/^WEBVTT\n/)
  expect(response.headers.get('cache-control')).toBe('public, max-age=60')
})

test('publishing during a sync run is blocked and returns the blocker with its fix', async () => {
  const run = lectern.execute(operations.synchronize, { slug })
  const { publishPackage } = await run.then(() => lectern.execute(operations.publish, { slug }))
  expect(publishPackage).toMatchObject({
    status: 'BLOCKED',
    blockers: [{ code: 'SYNC_RUNNING', message: expect.stringContaining('Wait') }],
  })
  await lectern.waitUntil(operations.packageState, { slug }, settled)
})

test('a second sync run copies and removes only what changed, and the published release stays', async () => {
  const before = await lectern.calls()
  writeFileSync(inFolder('style/lesson.css'), `${readFileSync(inFolder('style/lesson.css'), 'utf8')}\n/* new */\n`)
  rmSync(inFolder('worksheets/Question #1 - 100% true.html'))
  await lectern.execute(operations.synchronize, { slug })
  await lectern.waitUntil(operations.packageState, { slug }, settled)
  const pkg = await state()
  expect(pkg.syncRuns.nodes[0]).toMatchObject({
    status: 'SUCCEEDED',
    filesTotal: 1,
    filesDone: 1,
    filesDeleted: 1,
    filesUnchanged: 21,
  })
  const after = await lectern.calls()
  expect(after.mediaconvert.CreateJob).toBe(before.mediaconvert.CreateJob)
  expect(after.dropbox['files/download']).toBe(before.dropbox['files/download']! + 1)
  expect(after.dropbox['files/list_folder']).toBe(before.dropbox['files/list_folder'])
  const published = pkg.deployments[0]
  const css = await fetch(new URL('1/style/lesson.css', published.url))
  expect(await css.text()).not.toContain('/* new */')
  expect((await fetch(new URL('1/worksheets/Question%20%231%20-%20100%25%20true.html', published.url))).status).toBe(
    200,
  )
})

test('the audit log records every step and its actor', async () => {
  const { auditLog } = await lectern.execute(operations.auditLog)
  const actions = auditLog.nodes.map((event: { action: string }) => event.action)
  const expected = [
    'package.created',
    'package.syncStarted',
    'package.transcodeStarted',
    'encoding.jobCreated',
    'package.synchronized',
    'package.transcodeSucceeded',
    'package.previewLinkCreated',
    'package.publicationRequested',
    'package.releaseCopied',
    'package.published',
    'release.deployed',
    'package.publicationBlocked',
  ]
  expect(actions).toEqual(expect.arrayContaining(expected))
  const created = auditLog.nodes.find((event: { action: string }) => event.action === 'package.created')
  expect(created.actor).toEqual({ kind: 'TOKEN', name: 'first-owner' })
})

test('Ctrl-C stops all processes, and the next start restores everything', async () => {
  const pids = Object.values(lectern.sandbox.processes)
  await lectern.stop({ keep: true })
  for (const pid of pids) expect(() => process.kill(pid!, 0)).toThrow()
  lectern = await RunningLectern.start(lectern.data, machine.env)
  const pkg = await state()
  expect(pkg).toMatchObject({ status: 'PUBLISHED', draft: { revision: 2 } })
  await lectern.execute(operations.synchronize, { slug })
  await lectern.waitUntil(operations.packageState, { slug }, settled)
  expect((await state()).syncRuns.nodes[0]).toMatchObject({ status: 'SUCCEEDED', filesTotal: 0, filesDeleted: 0 })
})
