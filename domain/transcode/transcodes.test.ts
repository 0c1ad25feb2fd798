import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { type Database, openDatabase, type SyncRun } from '../database.ts'
import { archivePackage } from '../packages/archive.ts'
import { advancePublications } from '../publish/publication-steps.ts'
import { markCopyComplete, requestPublication } from '../publish/publications.ts'
import { expectedVideosOfRun, recordManifest } from '../sync/manifest.ts'
import { buildEnvironment, buildOpenRun, buildTranscode } from '../test/factories.ts'
import {
  advanceTranscodeById,
  buildPackageWithVideos,
  encodingOf,
  encodingSettings,
  endNewestAttempt,
  readyOutcome,
  videoStatuses,
} from '../test/transcodes.ts'
import { recordCancelRequested } from './attempts.ts'
import { isWaiting, requestingPackages } from './encodings.ts'
import { cancelTranscode, retryVideo } from './transcode-controls.ts'
import { openTranscodeForDraft } from './transcodes.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 4)
})
afterAll(() => database.$disconnect())

const transcodeOf = (id: string) => database.transcode.findUniqueOrThrow({ where: { id } })
const requestersOf = (encodingId: string) => database.$transaction(tx => requestingPackages(tx, encodingId))
const retry = (id: string) => change(database, systemActor, tx => retryVideo(tx, systemActor, id, encodingSettings))
const errorMessage = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: Error) => error.message,
  )

/** Records what the workflow of an encoding records before it cancels a job. */
async function requestCancellation(contentHash: string) {
  const { attempts } = await encodingOf(database, contentHash)
  await change(database, systemActor, tx => recordCancelRequested(tx, attempts.at(-1)!))
}

test('requests each content hash once, does nothing when called again, and ends with the last outcome', async () => {
  const { packageId, transcode, hashes } = await buildPackageWithVideos(database, { 'a.mp4': null, 'b.mp4': null })
  const { encodings } = await advanceTranscodeById(database, transcode.id)
  expect(encodings.map(({ contentHash }) => contentHash).sort()).toEqual(Object.values(hashes).sort())
  expect(await advanceTranscodeById(database, transcode.id)).toEqual({ finished: false, encodings: [] })
  await endNewestAttempt(database, hashes['a.mp4']!)
  expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: false })
  await endNewestAttempt(database, hashes['b.mp4']!, {
    status: 'FAILED',
    error: { code: 'MEDIACONVERT_1999', message: 'No.' },
  })
  expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: true })
  expect(await transcodeOf(transcode.id)).toMatchObject({ status: 'FAILED' })
  expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'READY', 'b.mp4': 'FAILED' })
})

test('drops requests for videos that are no longer expected, and keeps those of other packages', async () => {
  const one = await buildPackageWithVideos(database, { 'shared.mp4': null, 'own.mp4': null })
  const other = await buildPackageWithVideos(database, { 'copy.mp4': one.hashes['shared.mp4']! })
  await advanceTranscodeById(database, one.transcode.id)
  await advanceTranscodeById(database, other.transcode.id)
  await database.draftFile.updateMany({ where: { packageId: one.packageId }, data: { untilRevision: 2 } })
  const { encodings } = await advanceTranscodeById(database, one.transcode.id)
  expect(encodings).toHaveLength(2)
  const shared = await encodingOf(database, one.hashes['shared.mp4']!)
  expect(await requestersOf(shared.id)).toEqual([
    { packageId: other.packageId, transcodeId: other.transcode.id, hasOpenPublication: false },
  ])
  expect(await requestersOf((await encodingOf(database, one.hashes['own.mp4']!)).id)).toEqual([])
})

describe('an attempt that two packages share', () => {
  test('continues for the second package when the first one cancels', async () => {
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
    expect([attempts.length, (await requestersOf(id)).length]).toEqual([1, 1])
    await endNewestAttempt(database, first.hashes['a.mp4']!)
    expect(await advanceTranscodeById(database, second.transcode.id)).toMatchObject({ finished: true })
    expect(await transcodeOf(second.transcode.id)).toMatchObject({ status: 'SUCCEEDED' })
  })

  test('continues for the second package when the first one is archived', async () => {
    const first = await buildPackageWithVideos(database, { 'a.mp4': null })
    const second = await buildPackageWithVideos(database, { 'b.mp4': first.hashes['a.mp4']! })
    await advanceTranscodeById(database, first.transcode.id)
    await advanceTranscodeById(database, second.transcode.id)
    await change(database, systemActor, tx => archivePackage(tx, first.packageId))
    expect(await advanceTranscodeById(database, first.transcode.id)).toMatchObject({ finished: true })
    const { id } = await encodingOf(database, first.hashes['a.mp4']!)
    expect(await requestersOf(id)).toMatchObject([{ packageId: second.packageId }])
  })

  test('is followed by a new attempt if it is requested again while its job is being canceled', async () => {
    const first = await buildPackageWithVideos(database, { 'a.mp4': null })
    const hash = first.hashes['a.mp4']!
    await advanceTranscodeById(database, first.transcode.id)
    await change(database, systemActor, tx => cancelTranscode(tx, systemActor, first.transcode.id))
    await advanceTranscodeById(database, first.transcode.id)
    await requestCancellation(hash)
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

test('does not retry a job that was canceled outside Lectern until a person asks for it', async () => {
  const { packageId, transcode, hashes, ids } = await buildPackageWithVideos(database, { 'a.mp4': null })
  await advanceTranscodeById(database, transcode.id)
  expect(await endNewestAttempt(database, hashes['a.mp4']!, { status: 'CANCELED' })).toEqual({ hasOpenAttempt: false })
  expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: true })
  expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'CANCELED' })
  await retry(ids['a.mp4']!)
  expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'QUEUED' })
})

test('retries a service failure once, at the cost of the same package', async () => {
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
  test('retries one video only, and opens a transcode if none is open', async () => {
    const { packageId, transcode, hashes, ids } = await buildPackageWithVideos(database, {
      'a.mp4': null,
      'b.mp4': null,
    })
    await advanceTranscodeById(database, transcode.id)
    const failed = { status: 'FAILED', error: { code: 'MEDIACONVERT_1999', message: 'x' } } as const
    for (const hash of Object.values(hashes)) await endNewestAttempt(database, hash, failed)
    await advanceTranscodeById(database, transcode.id)
    expect(await retry(ids['a.mp4']!)).toMatchObject({ contentHash: hashes['a.mp4'] })
    expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'QUEUED', 'b.mp4': 'FAILED' })
    const open = await database.transcode.findFirstOrThrow({ where: { packageId, finishedAt: null } })
    await endNewestAttempt(database, hashes['a.mp4']!)
    expect(await advanceTranscodeById(database, open.id)).toMatchObject({ finished: true })
    expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'READY', 'b.mp4': 'FAILED' })
    const events = await database.auditEvent.findMany({ where: { packageId, action: 'video.retried' } })
    expect(events.map(({ summary }) => summary)).toEqual(['Requested a retry of a.mp4'])
  })

  test('can be canceled, although an earlier transcode saw the video fail', async () => {
    const { packageId, transcode, hashes, ids } = await buildPackageWithVideos(database, { 'a.mp4': null })
    await advanceTranscodeById(database, transcode.id)
    await endNewestAttempt(database, hashes['a.mp4']!, {
      status: 'FAILED',
      error: { code: 'MEDIACONVERT_1999', message: 'x' },
    })
    await advanceTranscodeById(database, transcode.id)
    await retry(ids['a.mp4']!)
    const again = await database.transcode.findFirstOrThrow({ where: { packageId, finishedAt: null } })
    await change(database, systemActor, tx => cancelTranscode(tx, systemActor, again.id))
    await advanceTranscodeById(database, again.id)
    const { id } = await encodingOf(database, hashes['a.mp4']!)
    expect((await requestersOf(id)).filter(isWaiting)).toEqual([])
    await requestCancellation(hashes['a.mp4']!)
    expect(await endNewestAttempt(database, hashes['a.mp4']!, { status: 'CANCELED' })).toEqual({
      hasOpenAttempt: false,
    })
  })

  test('rejects an archived package', async () => {
    const { packageId, ids } = await buildPackageWithVideos(database, { 'a.mp4': null })
    await change(database, systemActor, tx => archivePackage(tx, packageId))
    expect(await errorMessage(retry(ids['a.mp4']!))).toContain('is archived. Restore it')
  })

  test('starts one video after a cancellation, even one that never started, and leaves the others canceled', async () => {
    const { packageId, transcode, hashes, ids } = await buildPackageWithVideos(database, {
      'a.mp4': null,
      'b.mp4': null,
    })
    await advanceTranscodeById(database, transcode.id)
    await change(database, systemActor, tx => cancelTranscode(tx, systemActor, transcode.id))
    await advanceTranscodeById(database, transcode.id)
    for (const hash of Object.values(hashes)) {
      await requestCancellation(hash)
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

  test('rejects a video that does not need a retry, with the reason', async () => {
    const { packageId, transcode, hashes, ids } = await buildPackageWithVideos(database, {
      'a.mp4': null,
      'b.mp4': null,
      'b.webm': null,
      'c.mp4': null,
      'd.mp4': null,
    })
    const alternate = { packageId, path: 'b.webm' }
    await database.draftFile.updateMany({ where: alternate, data: { alternateOf: 'b.mp4' } })
    const broken = { problem: 'It is damaged.', problemCode: 'UNREADABLE' }
    await database.probe.update({ where: { contentHash: hashes['c.mp4']! }, data: broken })
    await advanceTranscodeById(database, transcode.id)
    await endNewestAttempt(database, hashes['a.mp4']!)
    const fileFault = { code: 'VIDEO_FAILED', message: 'It cannot be decoded.' }
    await endNewestAttempt(database, hashes['d.mp4']!, { status: 'FAILED', error: fileFault })
    expect(await errorMessage(retry(ids['d.mp4']!))).toBe(
      'It cannot be decoded. Replace d.mp4 in Dropbox, then synchronize.',
    )
    expect(await errorMessage(retry(ids['a.mp4']!))).toBe('a.mp4 is already encoded.')
    expect(await errorMessage(retry(ids['b.mp4']!))).toBe('b.mp4 is already being encoded.')
    expect(await errorMessage(retry(ids['b.webm']!))).toContain('plays the encoding of b.mp4')
    expect(await errorMessage(retry(ids['c.mp4']!))).toBe('It is damaged. Replace c.mp4 in Dropbox, then synchronize.')
  })
})

test('does not open a transcode again in the run in which it was canceled', async () => {
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

test('does not request the encoding of a video that just arrived before its cost is known', async () => {
  const { packageId, transcode, hashes } = await buildPackageWithVideos(database, { 'a.mp4': null })
  await database.estimate.deleteMany({ where: { contentHash: hashes['a.mp4']! } })
  expect(await advanceTranscodeById(database, transcode.id)).toEqual({
    finished: false,
    encodings: [],
    withoutEstimate: true,
  })
  expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'UPLOADED' })
})

test('restarts a canceled transcode in the next synchronization, but not in the one in which it was canceled', async () => {
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
  const markAsDecoration = (packageId: string) =>
    database.draftFile.updateMany({ where: { packageId, path: 'loop.mp4' }, data: { decorative: true } })
  const small = { browserPlayable: true, bytes: 1n, durationSeconds: 3 }

  test('is not encoded and does not delay the transcode', async () => {
    const { packageId, transcode, hashes } = await buildPackageWithVideos(database, {
      'loop.mp4': null,
      'intro.mp4': null,
    })
    await markAsDecoration(packageId)
    const { encodings } = await advanceTranscodeById(database, transcode.id)
    expect(encodings.map(({ contentHash }) => contentHash)).toEqual([hashes['intro.mp4']])
    await endNewestAttempt(database, hashes['intro.mp4']!, readyOutcome)
    expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: true })
    expect(await videoStatuses(database, packageId)).toEqual({ 'intro.mp4': 'READY', 'loop.mp4': 'NOT_NEEDED' })
  })

  test('is decided after the run has read all pages; other videos do not wait for that', async () => {
    const { packageId, transcode, hashes } = await buildPackageWithVideos(database, {
      'loop.mp4': null,
      'intro.mp4': null,
    })
    await database.probe.update({ where: { contentHash: hashes['loop.mp4']! }, data: small })
    const run = await buildOpenRun(database, { packageId, phase: 'COPYING' })
    const videos = await database.$transaction(tx => expectedVideosOfRun(tx, run))
    await change(database, systemActor, tx => recordManifest(tx, run, videos, encodingSettings.profile))
    expect(
      (await advanceTranscodeById(database, transcode.id)).encodings.map(({ contentHash }) => contentHash),
    ).toEqual([hashes['intro.mp4']])
    await endNewestAttempt(database, hashes['intro.mp4']!)
    expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: false, encodings: [] })
    await database.syncRun.update({ where: { id: run.id }, data: { phase: 'CLEANING' } })
    expect(
      (await advanceTranscodeById(database, transcode.id)).encodings.map(({ contentHash }) => contentHash),
    ).toEqual([hashes['loop.mp4']])
  })

  test('is not encoded for its alternate sources either, and does not delay a release', async () => {
    const { packageId, transcode } = await buildPackageWithVideos(database, { 'loop.mp4': null, 'loop.avi': null })
    const alternate = { packageId, path: 'loop.avi' }
    await database.draftFile.updateMany({ where: alternate, data: { alternateOf: 'loop.mp4' } })
    await markAsDecoration(packageId)
    expect(await advanceTranscodeById(database, transcode.id)).toMatchObject({ finished: true, encodings: [] })
    const environment = await buildEnvironment(database)
    const requested = await change(database, systemActor, tx =>
      requestPublication(tx, systemActor, { packageId, environment }, encodingSettings.profile),
    )
    const step = () => change(database, systemActor, tx => advancePublications(tx, packageId, encodingSettings))
    const { publicationToCopy } = await step()
    await change(database, systemActor, tx => markCopyComplete(tx, publicationToCopy!))
    await step()
    const publication = await database.publication.findUniqueOrThrow({ where: { id: requested.id } })
    expect(publication).toMatchObject({ status: 'SUCCEEDED' })
  })

  test('does not open a transcode if the package has no other videos', async () => {
    const { packageId, transcode } = await buildPackageWithVideos(database, { 'loop.mp4': null })
    await markAsDecoration(packageId)
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
