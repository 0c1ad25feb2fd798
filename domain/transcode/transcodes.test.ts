import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '../audit/actor.ts'
import { buildEnvironment, buildFinding, buildOpenRun, buildTranscode } from '../test/factories.ts'
import type { Database, SyncRun } from '../database.ts'
import { decoration } from './decoration.ts'
import { openTestApi, type TestApi } from '../../schema/test/api.ts'
import { archivePackage } from '../packages/archive.ts'
import { recordCancelRequested } from './attempts.ts'
import { change } from '../audit/change.ts'
import { isWaiting, requestingPackages } from './encodings.ts'
import { expectedVideosOfRun, recordManifest } from '../sync/manifest.ts'
import { markCopyComplete, requestPublication } from '../publish/publications.ts'
import { advancePublications } from '../publish/publication-steps.ts'
import {
  advanceTranscodeById,
  buildPackageWithVideos,
  encodingOf,
  encodingSettings,
  endNewestAttempt,
  readyOutcome,
  videoStatuses,
} from '../test/transcodes.ts'
import { openTranscodeForDraft } from './transcodes.ts'
import { cancelTranscode, retryVideo } from './transcode-controls.ts'

let api: TestApi
let database: Database
beforeAll(async () => {
  api = await openTestApi()
  database = api.database
})
afterAll(() => api.close())

const transcodeOf = (id: string) => database.transcode.findUniqueOrThrow({ where: { id } })
const wishersOf = (encodingId: string) => database.$transaction(tx => requestingPackages(tx, encodingId))
const retry = (id: string) => change(database, systemActor, tx => retryVideo(tx, systemActor, id, encodingSettings))
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: Error) => error.message,
  )

/** What the encode workflow records before it cancels a job. */
async function letGo(contentHash: string) {
  const { attempts } = await encodingOf(database, contentHash)
  await change(database, systemActor, tx => recordCancelRequested(tx, attempts.at(-1)!))
}

test('each content hash is wished once, a second look changes nothing, and the end comes with the last outcome', async () => {
  const { packageId, transcode, hashes } = await buildPackageWithVideos(database, { 'a.mp4': null, 'b.mp4': null })
  const { encodings } = await advanceTranscodeById(database, transcode.id)
  expect(encodings.map(({ contentHash }) => contentHash).sort()).toEqual(Object.values(hashes).sort())
  expect(await advanceTranscodeById(database, transcode.id)).toEqual({ finished: false, encodings: [] })
  await endNewestAttempt(database, hashes['a.mp4']!)
  expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: false })
  await endNewestAttempt(database, hashes['b.mp4']!, {
    status: 'FAILED',
    error: { code: 'VIDEO_FAILED', message: 'No.' },
  })
  expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: true })
  expect(await transcodeOf(transcode.id)).toMatchObject({ status: 'FAILED' })
  expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'READY', 'b.mp4': 'FAILED' })
})

test('what is expected no more is let go, and what others wish goes on', async () => {
  const one = await buildPackageWithVideos(database, { 'shared.mp4': null, 'own.mp4': null })
  const other = await buildPackageWithVideos(database, { 'copy.mp4': one.hashes['shared.mp4']! })
  await advanceTranscodeById(database, one.transcode.id)
  await advanceTranscodeById(database, other.transcode.id)
  await database.draftFile.updateMany({ where: { packageId: one.packageId }, data: { untilRevision: 2 } })
  const { encodings } = await advanceTranscodeById(database, one.transcode.id)
  expect(encodings).toHaveLength(2)
  const shared = await encodingOf(database, one.hashes['shared.mp4']!)
  expect(await wishersOf(shared.id)).toEqual([
    { packageId: other.packageId, transcodeId: other.transcode.id, hasOpenPublication: false },
  ])
  expect(await wishersOf((await encodingOf(database, one.hashes['own.mp4']!)).id)).toEqual([])
})

describe('two packages with the same video share one attempt', () => {
  test('and when the one that asked first is canceled, the other still gets it', async () => {
    const first = await buildPackageWithVideos(database, { 'a.mp4': null })
    const second = await buildPackageWithVideos(database, { 'b.mp4': first.hashes['a.mp4']! })
    await Promise.all([
      advanceTranscodeById(database, first.transcode.id),
      advanceTranscodeById(database, second.transcode.id),
    ])
    await change(database, systemActor, tx => cancelTranscode(tx, systemActor, first.transcode.id))
    expect(await advanceTranscodeById(database, first.transcode.id)).toMatchObject({ finished: true })
    expect(await transcodeOf(first.transcode.id)).toMatchObject({ status: 'CANCELED' })
    const { id, attempts } = await encodingOf(database, first.hashes['a.mp4']!)
    expect([attempts.length, (await wishersOf(id)).length]).toEqual([1, 1])
    await endNewestAttempt(database, first.hashes['a.mp4']!)
    expect(await advanceTranscodeById(database, second.transcode.id)).toMatchObject({ finished: true })
    expect(await transcodeOf(second.transcode.id)).toMatchObject({ status: 'SUCCEEDED' })
  })

  test('and so it is when it is archived', async () => {
    const first = await buildPackageWithVideos(database, { 'a.mp4': null })
    const second = await buildPackageWithVideos(database, { 'b.mp4': first.hashes['a.mp4']! })
    await advanceTranscodeById(database, first.transcode.id)
    await advanceTranscodeById(database, second.transcode.id)
    await change(database, systemActor, tx => archivePackage(tx, first.packageId))
    expect(await advanceTranscodeById(database, first.transcode.id)).toMatchObject({ finished: true })
    const { id } = await encodingOf(database, first.hashes['a.mp4']!)
    expect(await wishersOf(id)).toMatchObject([{ packageId: second.packageId }])
  })

  test('a wish that comes while the job is being canceled opens the next attempt when that has ended', async () => {
    const first = await buildPackageWithVideos(database, { 'a.mp4': null })
    const hash = first.hashes['a.mp4']!
    await advanceTranscodeById(database, first.transcode.id)
    await change(database, systemActor, tx => cancelTranscode(tx, systemActor, first.transcode.id))
    await advanceTranscodeById(database, first.transcode.id)
    await letGo(hash)
    const second = await buildPackageWithVideos(database, { 'b.mp4': hash })
    expect((await advanceTranscodeById(database, second.transcode.id)).encodings).toHaveLength(1)
    expect(await endNewestAttempt(database, hash, { status: 'CANCELED' })).toEqual({ hasOpenAttempt: true })
    const { attempts } = await encodingOf(database, hash)
    expect(attempts.map(({ status, packageId }) => [status, packageId])).toEqual([
      ['CANCELED', first.packageId],
      ['QUEUED', second.packageId],
    ])
  })
})

test('a job that somebody else canceled is not made again by itself, but may be tried again', async () => {
  const { packageId, transcode, hashes, ids } = await buildPackageWithVideos(database, { 'a.mp4': null })
  await advanceTranscodeById(database, transcode.id)
  expect(await endNewestAttempt(database, hashes['a.mp4']!, { status: 'CANCELED' })).toEqual({ hasOpenAttempt: false })
  expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: true })
  expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'CANCELED' })
  await retry(ids['a.mp4']!)
  expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'QUEUED' })
})

test('a fault of the service is tried again once, at the same payer’s cost', async () => {
  const { packageId, transcode, hashes } = await buildPackageWithVideos(database, { 'a.mp4': null })
  await advanceTranscodeById(database, transcode.id)
  const fault = { status: 'FAILED', error: { code: 'MEDIACONVERT_1999', message: 'x' }, isRetryable: true } as const
  expect(await endNewestAttempt(database, hashes['a.mp4']!, fault)).toEqual({ hasOpenAttempt: true })
  expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: false })
  const { attempts } = await encodingOf(database, hashes['a.mp4']!)
  expect(attempts.at(-1)).toMatchObject({ number: 2, isRetry: true, packageId, transcodeId: transcode.id })
  expect(await endNewestAttempt(database, hashes['a.mp4']!, fault)).toEqual({ hasOpenAttempt: false })
  expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: true })
  expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'FAILED' })
})

describe('retryVideo', () => {
  test('tries one again and leaves the others alone; it opens a transcode where none is open', async () => {
    const { packageId, transcode, hashes, ids } = await buildPackageWithVideos(database, {
      'a.mp4': null,
      'b.mp4': null,
    })
    await advanceTranscodeById(database, transcode.id)
    const failed = { status: 'FAILED', error: { code: 'VIDEO_FAILED', message: 'x' } } as const
    for (const hash of Object.values(hashes)) await endNewestAttempt(database, hash, failed)
    await advanceTranscodeById(database, transcode.id)
    expect(await retry(ids['a.mp4']!)).toMatchObject({ contentHash: hashes['a.mp4'] })
    expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'QUEUED', 'b.mp4': 'FAILED' })
    const open = await database.transcode.findFirstOrThrow({ where: { packageId, finishedAt: null } })
    await endNewestAttempt(database, hashes['a.mp4']!)
    expect(await advanceTranscodeById(database, open.id)).toMatchObject({ finished: true })
    expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'READY', 'b.mp4': 'FAILED' })
    const events = await database.auditEvent.findMany({ where: { packageId, action: 'video.retried' } })
    expect(events.map(({ summary }) => summary)).toEqual(['a.mp4 is to be tried again'])
  })

  test('that is stopped is stopped, whoever saw it fail before', async () => {
    const { packageId, transcode, hashes, ids } = await buildPackageWithVideos(database, { 'a.mp4': null })
    await advanceTranscodeById(database, transcode.id)
    await endNewestAttempt(database, hashes['a.mp4']!, {
      status: 'FAILED',
      error: { code: 'VIDEO_FAILED', message: 'x' },
    })
    await advanceTranscodeById(database, transcode.id)
    await retry(ids['a.mp4']!)
    const again = await database.transcode.findFirstOrThrow({ where: { packageId, finishedAt: null } })
    await change(database, systemActor, tx => cancelTranscode(tx, systemActor, again.id))
    await advanceTranscodeById(database, again.id)
    const { id } = await encodingOf(database, hashes['a.mp4']!)
    expect((await wishersOf(id)).filter(isWaiting)).toEqual([])
    await letGo(hashes['a.mp4']!)
    expect(await endNewestAttempt(database, hashes['a.mp4']!, { status: 'CANCELED' })).toEqual({
      hasOpenAttempt: false,
    })
  })

  test('of an archived package is refused', async () => {
    const { packageId, ids } = await buildPackageWithVideos(database, { 'a.mp4': null })
    await change(database, systemActor, tx => archivePackage(tx, packageId))
    expect(await refusal(retry(ids['a.mp4']!))).toContain('is archived. Restore it')
  })

  test('after a stop begins one again, also one that was never begun, and leaves the others stopped', async () => {
    const { packageId, transcode, hashes, ids } = await buildPackageWithVideos(database, {
      'a.mp4': null,
      'b.mp4': null,
    })
    await advanceTranscodeById(database, transcode.id)
    await change(database, systemActor, tx => cancelTranscode(tx, systemActor, transcode.id))
    await advanceTranscodeById(database, transcode.id)
    for (const hash of Object.values(hashes)) {
      await letGo(hash)
      await endNewestAttempt(database, hash, { status: 'CANCELED' })
    }
    await retry(ids['a.mp4']!)
    const open = await database.transcode.findFirstOrThrow({ where: { packageId, finishedAt: null } })
    await advanceTranscodeById(database, open.id)
    expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'QUEUED', 'b.mp4': 'CANCELED' })

    const early = await buildPackageWithVideos(database, { 'c.mp4': null })
    await change(database, systemActor, tx => cancelTranscode(tx, systemActor, early.transcode.id))
    await advanceTranscodeById(database, early.transcode.id)
    await retry(early.ids['c.mp4']!)
    expect(await videoStatuses(database, early.packageId)).toEqual({ 'c.mp4': 'QUEUED' })
  })

  test('refuses what needs no other try, with the reason', async () => {
    const { transcode, hashes, ids } = await buildPackageWithVideos(database, {
      'a.mp4': null,
      'b.mp4': null,
      'b.webm': null,
      'c.mp4': null,
    })
    const broken = { problem: 'It is damaged.', problemCode: 'UNREADABLE' }
    await database.probe.update({ where: { contentHash: hashes['c.mp4']! }, data: broken })
    await advanceTranscodeById(database, transcode.id)
    await endNewestAttempt(database, hashes['a.mp4']!)
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
    const videos = await database.$transaction(tx => expectedVideosOfRun(tx, run))
    return change(database, systemActor, tx => recordManifest(tx, run, videos, encodingSettings.profile))
  }
  const { transcodeId } = await write()
  await change(database, systemActor, tx => cancelTranscode(tx, systemActor, transcodeId!))
  await advanceTranscodeById(database, transcodeId!)
  expect(await write()).toEqual({ transcodeId: null })
})

test('what a job costs is known before it is wished: a video that arrived just now waits for that', async () => {
  const { packageId, transcode, hashes } = await buildPackageWithVideos(database, { 'a.mp4': null })
  await database.estimate.deleteMany({ where: { contentHash: hashes['a.mp4']! } })
  expect(await advanceTranscodeById(database, transcode.id)).toEqual({
    finished: false,
    encodings: [],
    withoutEstimate: true,
  })
  expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'UPLOADED' })
})

test('a synchronisation begins again what was stopped, also when nothing is new; but not what was stopped in it', async () => {
  const { packageId, transcode } = await buildPackageWithVideos(database, { 'a.mp4': null })
  await change(database, systemActor, tx => cancelTranscode(tx, systemActor, transcode.id))
  await advanceTranscodeById(database, transcode.id)
  const open = (run: SyncRun) =>
    change(database, systemActor, async tx => ({
      result: null,
      events: await openTranscodeForDraft(tx, run, encodingSettings.profile),
    }))
  const isOpen = () => database.transcode.count({ where: { packageId, finishedAt: null } })
  const earlier = await buildOpenRun(database, { packageId, phase: 'CLEANING', requestedAt: new Date(0) })
  await open(earlier)
  expect(await isOpen()).toBe(0)
  await database.syncRun.update({ where: { id: earlier.id }, data: { finishedAt: new Date() } })
  await open(await buildOpenRun(database, { packageId, phase: 'CLEANING' }))
  expect(await isOpen()).toBe(1)
})

describe('decoration', () => {
  const loop = (packageId: string) => buildFinding(database, { packageId, code: decoration.code, path: 'loop.mp4' })
  const small = { browserPlayable: true, bytes: 1n, durationSeconds: 3 }

  test('is not encoded, and holds nothing up', async () => {
    const { packageId, transcode, hashes } = await buildPackageWithVideos(database, {
      'loop.mp4': null,
      'film.mp4': null,
    })
    await loop(packageId)
    const { encodings } = await advanceTranscodeById(database, transcode.id)
    expect(encodings.map(({ contentHash }) => contentHash)).toEqual([hashes['film.mp4']])
    await endNewestAttempt(database, hashes['film.mp4']!, readyOutcome)
    expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: true })
    expect(await videoStatuses(database, packageId)).toEqual({ 'film.mp4': 'READY', 'loop.mp4': 'NOT_NEEDED' })
  })

  test('is only decided when the run has read all pages; what cannot be decoration does not wait for that', async () => {
    const { packageId, transcode, hashes } = await buildPackageWithVideos(database, {
      'loop.mp4': null,
      'film.mp4': null,
    })
    await database.probe.update({ where: { contentHash: hashes['loop.mp4']! }, data: small })
    const run = await buildOpenRun(database, { packageId, phase: 'COPYING' })
    const videos = await database.$transaction(tx => expectedVideosOfRun(tx, run))
    await change(database, systemActor, tx => recordManifest(tx, run, videos, encodingSettings.profile))
    expect(
      (await advanceTranscodeById(database, transcode.id)).encodings.map(({ contentHash }) => contentHash),
    ).toEqual([hashes['film.mp4']])
    await endNewestAttempt(database, hashes['film.mp4']!)
    expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: false, encodings: [] })
    await database.syncRun.update({ where: { id: run.id }, data: { phase: 'CLEANING' } })
    expect(
      (await advanceTranscodeById(database, transcode.id)).encodings.map(({ contentHash }) => contentHash),
    ).toEqual([hashes['loop.mp4']])
  })

  test('serves a twin too, which then waits for nothing either, and neither does a release', async () => {
    const { packageId, transcode } = await buildPackageWithVideos(database, { 'loop.mp4': null, 'loop.avi': null })
    await loop(packageId)
    expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: true, encodings: [] })
    const environment = await buildEnvironment(database)
    const asked = await change(database, systemActor, tx =>
      requestPublication(tx, systemActor, { packageId, environment }, encodingSettings.profile),
    )
    const step = () => change(database, systemActor, tx => advancePublications(tx, packageId, encodingSettings))
    const { publicationToCopy } = await step()
    await change(database, systemActor, tx => markCopyComplete(tx, publicationToCopy!))
    await step()
    const publication = await database.publication.findUniqueOrThrow({ where: { id: asked.id } })
    expect(publication).toMatchObject({ status: 'SUCCEEDED' })
  })

  test('alone opens no transcode', async () => {
    const { packageId, transcode } = await buildPackageWithVideos(database, { 'loop.mp4': null })
    await loop(packageId)
    await database.transcode.delete({ where: { id: transcode.id } })
    const run = await buildOpenRun(database, { packageId })
    const videos = await database.$transaction(tx => expectedVideosOfRun(tx, run))
    expect(
      await change(database, systemActor, tx => recordManifest(tx, run, videos, encodingSettings.profile)),
    ).toEqual({
      transcodeId: null,
    })
    expect((await buildTranscode(database, { packageId })).status).toBe('WAITING_FOR_VIDEOS')
  })
})
