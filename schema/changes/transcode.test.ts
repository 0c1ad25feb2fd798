import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lectern } from '../actor.ts'
import { buildEnvironment, buildFinding, buildOpenRun, buildTranscode } from '../builders.ts'
import type { Database, SyncRun } from '../database.ts'
import { decoration } from '../reads/decoration.ts'
import { openTestApi, type TestApi } from '../test-api.ts'
import { archivePackage } from './archive.ts'
import { recordCancelAsked } from './attempt.ts'
import { change } from './change.ts'
import { isWaiting, wishers } from './encoding.ts'
import { plannedVideos, recordManifest } from './manifest.ts'
import { askForPublication, recordCopied } from './publication.ts'
import { advancePublications } from './publish-step.ts'
import { advance, buildPackageWithVideos, encodingOf, end, ready, statuses, terms } from './test-streams.ts'
import { openForDraft } from './transcode.ts'
import { cancelTranscode, retryVideo } from './transcode-requests.ts'

let api: TestApi
let database: Database
beforeAll(async () => {
  api = await openTestApi()
  database = api.database
})
afterAll(() => api.close())

const transcodeOf = (id: string) => database.transcode.findUniqueOrThrow({ where: { id } })
const wishersOf = (encodingId: string) => database.$transaction(tx => wishers(tx, encodingId))
const retry = (id: string) => change(database, lectern, tx => retryVideo(tx, lectern, id, terms))
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: Error) => error.message,
  )

/** What the encode workflow records before it cancels a job. */
async function letGo(contentHash: string) {
  const { attempts } = await encodingOf(database, contentHash)
  await change(database, lectern, tx => recordCancelAsked(tx, attempts.at(-1)!))
}

test('each content hash is wished once, a second look changes nothing, and the end comes with the last outcome', async () => {
  const { packageId, transcode, hashes } = await buildPackageWithVideos(database, { 'a.mp4': null, 'b.mp4': null })
  const { encodings } = await advance(database, transcode.id)
  expect(encodings.map(({ contentHash }) => contentHash).sort()).toEqual(Object.values(hashes).sort())
  expect(await advance(database, transcode.id)).toEqual({ finished: false, encodings: [] })
  await end(database, hashes['a.mp4']!)
  expect(await advance(database, transcode.id)).toMatchObject({ finished: false })
  await end(database, hashes['b.mp4']!, { status: 'FAILED', error: { code: 'VIDEO_FAILED', message: 'No.' } })
  expect(await advance(database, transcode.id)).toMatchObject({ finished: true })
  expect(await transcodeOf(transcode.id)).toMatchObject({ status: 'FAILED' })
  expect(await statuses(database, packageId)).toEqual({ 'a.mp4': 'READY', 'b.mp4': 'FAILED' })
})

test('what is expected no more is let go, and what others wish goes on', async () => {
  const one = await buildPackageWithVideos(database, { 'shared.mp4': null, 'own.mp4': null })
  const other = await buildPackageWithVideos(database, { 'copy.mp4': one.hashes['shared.mp4']! })
  await advance(database, one.transcode.id)
  await advance(database, other.transcode.id)
  await database.draftFile.updateMany({ where: { packageId: one.packageId }, data: { untilRevision: 2 } })
  const { encodings } = await advance(database, one.transcode.id)
  expect(encodings).toHaveLength(2)
  const shared = await encodingOf(database, one.hashes['shared.mp4']!)
  expect(await wishersOf(shared.id)).toEqual([
    { packageId: other.packageId, transcodeId: other.transcode.id, publication: false },
  ])
  expect(await wishersOf((await encodingOf(database, one.hashes['own.mp4']!)).id)).toEqual([])
})

describe('two packages with the same video share one attempt', () => {
  test('and when the one that asked first is canceled, the other still gets it', async () => {
    const first = await buildPackageWithVideos(database, { 'a.mp4': null })
    const second = await buildPackageWithVideos(database, { 'b.mp4': first.hashes['a.mp4']! })
    await Promise.all([advance(database, first.transcode.id), advance(database, second.transcode.id)])
    await change(database, lectern, tx => cancelTranscode(tx, lectern, first.transcode.id))
    expect(await advance(database, first.transcode.id)).toMatchObject({ finished: true })
    expect(await transcodeOf(first.transcode.id)).toMatchObject({ status: 'CANCELED' })
    const { id, attempts } = await encodingOf(database, first.hashes['a.mp4']!)
    expect([attempts.length, (await wishersOf(id)).length]).toEqual([1, 1])
    await end(database, first.hashes['a.mp4']!)
    expect(await advance(database, second.transcode.id)).toMatchObject({ finished: true })
    expect(await transcodeOf(second.transcode.id)).toMatchObject({ status: 'SUCCEEDED' })
  })

  test('and so it is when it is archived', async () => {
    const first = await buildPackageWithVideos(database, { 'a.mp4': null })
    const second = await buildPackageWithVideos(database, { 'b.mp4': first.hashes['a.mp4']! })
    await advance(database, first.transcode.id)
    await advance(database, second.transcode.id)
    await change(database, lectern, tx => archivePackage(tx, first.packageId))
    expect(await advance(database, first.transcode.id)).toMatchObject({ finished: true })
    const { id } = await encodingOf(database, first.hashes['a.mp4']!)
    expect(await wishersOf(id)).toMatchObject([{ packageId: second.packageId }])
  })

  test('a wish that comes while the job is being canceled opens the next attempt when that has ended', async () => {
    const first = await buildPackageWithVideos(database, { 'a.mp4': null })
    const hash = first.hashes['a.mp4']!
    await advance(database, first.transcode.id)
    await change(database, lectern, tx => cancelTranscode(tx, lectern, first.transcode.id))
    await advance(database, first.transcode.id)
    await letGo(hash)
    const second = await buildPackageWithVideos(database, { 'b.mp4': hash })
    expect((await advance(database, second.transcode.id)).encodings).toHaveLength(1)
    expect(await end(database, hash, { status: 'CANCELED' })).toEqual({ open: true })
    const { attempts } = await encodingOf(database, hash)
    expect(attempts.map(({ status, packageId }) => [status, packageId])).toEqual([
      ['CANCELED', first.packageId],
      ['QUEUED', second.packageId],
    ])
  })
})

test('a job that somebody else canceled is not made again by itself, but may be tried again', async () => {
  const { packageId, transcode, hashes, ids } = await buildPackageWithVideos(database, { 'a.mp4': null })
  await advance(database, transcode.id)
  expect(await end(database, hashes['a.mp4']!, { status: 'CANCELED' })).toEqual({ open: false })
  expect(await advance(database, transcode.id)).toMatchObject({ finished: true })
  expect(await statuses(database, packageId)).toEqual({ 'a.mp4': 'CANCELED' })
  await retry(ids['a.mp4']!)
  expect(await statuses(database, packageId)).toEqual({ 'a.mp4': 'QUEUED' })
})

test('a fault of the service is tried again once, at the same payer’s cost', async () => {
  const { packageId, transcode, hashes } = await buildPackageWithVideos(database, { 'a.mp4': null })
  await advance(database, transcode.id)
  const fault = { status: 'FAILED', error: { code: 'MEDIACONVERT_1999', message: 'x' }, tryAgain: true } as const
  expect(await end(database, hashes['a.mp4']!, fault)).toEqual({ open: true })
  expect(await advance(database, transcode.id)).toMatchObject({ finished: false })
  const { attempts } = await encodingOf(database, hashes['a.mp4']!)
  expect(attempts.at(-1)).toMatchObject({ number: 2, secondTry: true, packageId, transcodeId: transcode.id })
  expect(await end(database, hashes['a.mp4']!, fault)).toEqual({ open: false })
  expect(await advance(database, transcode.id)).toMatchObject({ finished: true })
  expect(await statuses(database, packageId)).toEqual({ 'a.mp4': 'FAILED' })
})

describe('retryVideo', () => {
  test('tries one again and leaves the others alone; it opens a transcode where none is open', async () => {
    const { packageId, transcode, hashes, ids } = await buildPackageWithVideos(database, {
      'a.mp4': null,
      'b.mp4': null,
    })
    await advance(database, transcode.id)
    const failed = { status: 'FAILED', error: { code: 'VIDEO_FAILED', message: 'x' } } as const
    for (const hash of Object.values(hashes)) await end(database, hash, failed)
    await advance(database, transcode.id)
    expect(await retry(ids['a.mp4']!)).toMatchObject({ contentHash: hashes['a.mp4'] })
    expect(await statuses(database, packageId)).toEqual({ 'a.mp4': 'QUEUED', 'b.mp4': 'FAILED' })
    const open = await database.transcode.findFirstOrThrow({ where: { packageId, finishedAt: null } })
    await end(database, hashes['a.mp4']!)
    expect(await advance(database, open.id)).toMatchObject({ finished: true })
    expect(await statuses(database, packageId)).toEqual({ 'a.mp4': 'READY', 'b.mp4': 'FAILED' })
    const events = await database.auditEvent.findMany({ where: { packageId, action: 'video.retried' } })
    expect(events.map(({ summary }) => summary)).toEqual(['a.mp4 is to be tried again'])
  })

  test('that is stopped is stopped, whoever saw it fail before', async () => {
    const { packageId, transcode, hashes, ids } = await buildPackageWithVideos(database, { 'a.mp4': null })
    await advance(database, transcode.id)
    await end(database, hashes['a.mp4']!, { status: 'FAILED', error: { code: 'VIDEO_FAILED', message: 'x' } })
    await advance(database, transcode.id)
    await retry(ids['a.mp4']!)
    const again = await database.transcode.findFirstOrThrow({ where: { packageId, finishedAt: null } })
    await change(database, lectern, tx => cancelTranscode(tx, lectern, again.id))
    await advance(database, again.id)
    const { id } = await encodingOf(database, hashes['a.mp4']!)
    expect((await wishersOf(id)).filter(isWaiting)).toEqual([])
    await letGo(hashes['a.mp4']!)
    expect(await end(database, hashes['a.mp4']!, { status: 'CANCELED' })).toEqual({ open: false })
  })

  test('of an archived package is refused', async () => {
    const { packageId, ids } = await buildPackageWithVideos(database, { 'a.mp4': null })
    await change(database, lectern, tx => archivePackage(tx, packageId))
    expect(await refusal(retry(ids['a.mp4']!))).toContain('is archived. Restore it')
  })

  test('after a stop begins one again, also one that was never begun, and leaves the others stopped', async () => {
    const { packageId, transcode, hashes, ids } = await buildPackageWithVideos(database, {
      'a.mp4': null,
      'b.mp4': null,
    })
    await advance(database, transcode.id)
    await change(database, lectern, tx => cancelTranscode(tx, lectern, transcode.id))
    await advance(database, transcode.id)
    for (const hash of Object.values(hashes)) {
      await letGo(hash)
      await end(database, hash, { status: 'CANCELED' })
    }
    await retry(ids['a.mp4']!)
    const open = await database.transcode.findFirstOrThrow({ where: { packageId, finishedAt: null } })
    await advance(database, open.id)
    expect(await statuses(database, packageId)).toEqual({ 'a.mp4': 'QUEUED', 'b.mp4': 'CANCELED' })

    const early = await buildPackageWithVideos(database, { 'c.mp4': null })
    await change(database, lectern, tx => cancelTranscode(tx, lectern, early.transcode.id))
    await advance(database, early.transcode.id)
    await retry(early.ids['c.mp4']!)
    expect(await statuses(database, early.packageId)).toEqual({ 'c.mp4': 'QUEUED' })
  })

  test('refuses what needs no other try, with the reason', async () => {
    const { transcode, hashes, ids } = await buildPackageWithVideos(database, {
      'a.mp4': null,
      'b.mp4': null,
      'b.webm': null,
      'c.mp4': null,
    })
    const broken = { problem: 'It is damaged.', problemCode: 'UNREADABLE' }
    await database.videoLook.update({ where: { contentHash: hashes['c.mp4']! }, data: broken })
    await advance(database, transcode.id)
    await end(database, hashes['a.mp4']!)
    expect(await refusal(retry(ids['a.mp4']!))).toBe('a.mp4 streams already.')
    expect(await refusal(retry(ids['b.mp4']!))).toBe('b.mp4 is being made ready already.')
    expect(await refusal(retry(ids['b.webm']!))).toContain('plays the stream of b.mp4')
    expect(await refusal(retry(ids['c.mp4']!))).toBe('It is damaged. Replace c.mp4 in Dropbox and synchronise.')
  })
})

test('a transcode that was canceled is not opened again by the run that it belongs to', async () => {
  const { packageId, transcode } = await buildPackageWithVideos(database, { 'a.mp4': null })
  await database.transcode.delete({ where: { id: transcode.id } })
  const run = await buildOpenRun(database, { packageId })
  const write = async () => {
    const videos = await database.$transaction(tx => plannedVideos(tx, run))
    return change(database, lectern, tx => recordManifest(tx, run, videos, terms.profile))
  }
  const { transcodeId } = await write()
  await change(database, lectern, tx => cancelTranscode(tx, lectern, transcodeId!))
  await advance(database, transcodeId!)
  expect(await write()).toEqual({ transcodeId: null })
})

test('what a job costs is known before it is wished: a video that arrived just now waits for that', async () => {
  const { packageId, transcode, hashes } = await buildPackageWithVideos(database, { 'a.mp4': null })
  await database.estimate.deleteMany({ where: { contentHash: hashes['a.mp4']! } })
  expect(await advance(database, transcode.id)).toEqual({ finished: false, encodings: [], unpriced: true })
  expect(await statuses(database, packageId)).toEqual({ 'a.mp4': 'UPLOADED' })
})

test('a synchronisation begins again what was stopped, also when nothing is new; but not what was stopped in it', async () => {
  const { packageId, transcode } = await buildPackageWithVideos(database, { 'a.mp4': null })
  await change(database, lectern, tx => cancelTranscode(tx, lectern, transcode.id))
  await advance(database, transcode.id)
  const open = (run: SyncRun) =>
    change(database, lectern, async tx => ({ result: null, events: await openForDraft(tx, run, terms.profile) }))
  const isOpen = () => database.transcode.count({ where: { packageId, finishedAt: null } })
  const earlier = await buildOpenRun(database, { packageId, phase: 'CLEANING', askedAt: new Date(0) })
  await open(earlier)
  expect(await isOpen()).toBe(0)
  await database.syncRun.update({ where: { id: earlier.id }, data: { finishedAt: new Date() } })
  await open(await buildOpenRun(database, { packageId, phase: 'CLEANING' }))
  expect(await isOpen()).toBe(1)
})

describe('decoration', () => {
  const loop = (packageId: string) => buildFinding(database, { packageId, code: decoration.code, path: 'loop.mp4' })
  const small = { plays: true, bytes: 1n, durationSeconds: 3 }

  test('is not encoded, and holds nothing up', async () => {
    const { packageId, transcode, hashes } = await buildPackageWithVideos(database, {
      'loop.mp4': null,
      'film.mp4': null,
    })
    await loop(packageId)
    const { encodings } = await advance(database, transcode.id)
    expect(encodings.map(({ contentHash }) => contentHash)).toEqual([hashes['film.mp4']])
    await end(database, hashes['film.mp4']!, ready)
    expect(await advance(database, transcode.id)).toMatchObject({ finished: true })
    expect(await statuses(database, packageId)).toEqual({ 'film.mp4': 'READY', 'loop.mp4': 'NOT_NEEDED' })
  })

  test('is only decided when the run has read all pages; what cannot be decoration does not wait for that', async () => {
    const { packageId, transcode, hashes } = await buildPackageWithVideos(database, {
      'loop.mp4': null,
      'film.mp4': null,
    })
    await database.videoLook.update({ where: { contentHash: hashes['loop.mp4']! }, data: small })
    const run = await buildOpenRun(database, { packageId, phase: 'COPYING' })
    const videos = await database.$transaction(tx => plannedVideos(tx, run))
    await change(database, lectern, tx => recordManifest(tx, run, videos, terms.profile))
    expect((await advance(database, transcode.id)).encodings.map(({ contentHash }) => contentHash)).toEqual([
      hashes['film.mp4'],
    ])
    await end(database, hashes['film.mp4']!)
    expect(await advance(database, transcode.id)).toMatchObject({ finished: false, encodings: [] })
    await database.syncRun.update({ where: { id: run.id }, data: { phase: 'CLEANING' } })
    expect((await advance(database, transcode.id)).encodings.map(({ contentHash }) => contentHash)).toEqual([
      hashes['loop.mp4'],
    ])
  })

  test('serves a twin too, which then waits for nothing either, and neither does a release', async () => {
    const { packageId, transcode } = await buildPackageWithVideos(database, { 'loop.mp4': null, 'loop.avi': null })
    await loop(packageId)
    expect(await advance(database, transcode.id)).toMatchObject({ finished: true, encodings: [] })
    const environment = await buildEnvironment(database)
    const asked = await change(database, lectern, tx =>
      askForPublication(tx, lectern, { packageId, environment }, terms.profile),
    )
    const step = () => change(database, lectern, tx => advancePublications(tx, packageId, terms))
    const { copy } = await step()
    await change(database, lectern, tx => recordCopied(tx, copy!))
    await step()
    const publication = await database.publication.findUniqueOrThrow({ where: { id: asked.id } })
    expect(publication).toMatchObject({ status: 'SUCCEEDED' })
  })

  test('alone opens no transcode', async () => {
    const { packageId, transcode } = await buildPackageWithVideos(database, { 'loop.mp4': null })
    await loop(packageId)
    await database.transcode.delete({ where: { id: transcode.id } })
    const run = await buildOpenRun(database, { packageId })
    const videos = await database.$transaction(tx => plannedVideos(tx, run))
    expect(await change(database, lectern, tx => recordManifest(tx, run, videos, terms.profile))).toEqual({
      transcodeId: null,
    })
    expect((await buildTranscode(database, { packageId })).status).toBe('WAITING_FOR_VIDEOS')
  })
})
