import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { type Database, openDatabase, type SyncRun } from '../database.ts'
import { changeDraft } from '../sync/draft.ts'
import { expectedVideosOfRun, recordManifest } from '../sync/manifest.ts'
import {
  buildDraft,
  buildDraftFile,
  buildEncoding,
  buildEnvironment,
  buildOpenRun,
  buildPackage,
  buildSyncItem,
  buildTranscode,
  buildVideo,
} from '../test/factories.ts'
import { expectedVideos } from '../transcode/expected-videos.ts'
import { advanceTranscode } from '../transcode/transcodes.ts'
import { advancePublications } from './publication-steps.ts'
import { markCopyComplete, requestPublication } from './publications.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 4)
})
afterAll(() => database.$disconnect())

const profile = 'test'
const buildReadyEncoding = (contentHash: string) =>
  buildEncoding(database, { contentHash, status: 'READY' }, { masterKey: `${contentHash}.m3u8` })
const probeWithoutPicture = (contentHash: string) =>
  database.probe.create({
    data: { contentHash, bytes: 1n, problem: 'It has no picture.', problemCode: 'NO_PICTURE' },
  })

/** Builds a run that copied a file at each path, as a first synchronization does. */
async function buildRun(paths: string[]) {
  const { id: packageId } = await buildPackage(database)
  const listed = { phase: 'COPYING' as const, listedAt: new Date(Date.now() + 1000) }
  const run = await buildOpenRun(database, { packageId, ...listed })
  const items = new Map<string, string>()
  for (const path of paths) {
    const contentHash = `${path} of ${packageId}`
    const stored = { key: path, versionId: 'v', etag: 'e', storedBytes: 1n, mediaType: 'x/y', modifiedAt: new Date() }
    const video = !path.endsWith('.html')
    await buildSyncItem(database, { runId: run.id, path, contentHash, status: 'DONE', bytes: 1n, video, ...stored })
    items.set(path, contentHash)
    const estimate = { contentHash, profile, seconds: 1, costMicros: 1n, currency: 'USD' }
    if (video) await database.estimate.create({ data: estimate })
  }
  return { run, packageId, hashOf: (path: string) => items.get(path)! }
}

async function writeManifest(run: SyncRun) {
  const videos = await database.$transaction(tx => expectedVideosOfRun(tx, run))
  const { transcodeId } = await change(database, systemActor, tx => recordManifest(tx, run, videos, profile))
  return { paths: videos.map(video => video.path), transcodeId }
}

async function advance(transcodeId: string) {
  const transcode = await database.transcode.findUniqueOrThrow({ where: { id: transcodeId } })
  await change(database, systemActor, tx => advanceTranscode(tx, transcode, { profile, timeZone: 'UTC' }))
  return database.transcode.findUniqueOrThrow({ where: { id: transcodeId }, include: { encodingRequests: true } })
}

const requestedHashes = async (where: object) =>
  (await database.encodingRequest.findMany({ where, include: { encoding: true } })).map(
    request => request.encoding.contentHash,
  )

describe('the manifest', () => {
  test('does not open a transcode for a package without videos', async () => {
    const { run, packageId } = await buildRun(['index.html'])
    expect(await writeManifest(run)).toEqual({ paths: [], transcodeId: null })
    expect(await database.transcode.count({ where: { packageId } })).toBe(0)
  })

  test('lists alternate sources too, and opens no transcode when the encoding is ready', async () => {
    const { run, packageId, hashOf } = await buildRun(['a.mp4'])
    await buildReadyEncoding(hashOf('a.mp4'))
    await buildDraft(database, { packageId, revision: 1 })
    await buildVideo(database, { packageId, path: 'a.webm', alternateOf: 'a.mp4' })
    expect(await writeManifest(run)).toEqual({ paths: ['a.mp4', 'a.webm'], transcodeId: null })
  })

  test('counts what the run must encode, which does not change when the encodings are there', async () => {
    const { run, packageId, hashOf } = await buildRun(['a.mp4', 'a.webm', 'known.mp4'])
    await buildReadyEncoding(hashOf('known.mp4'))
    await database.attempt.updateMany({ data: { finishedAt: new Date(run.startedAt.getTime() - 1000) } })
    const counts = async () => {
      const { videosNew, videosReused } = await database.syncRun.findFirstOrThrow({ where: { packageId } })
      return { videosNew, videosReused }
    }
    await writeManifest(run)
    expect(await counts()).toEqual({ videosNew: 1, videosReused: 1 })
    await buildReadyEncoding(hashOf('a.mp4'))
    await writeManifest(run)
    expect(await counts()).toEqual({ videosNew: 1, videosReused: 1 })
  })

  test('drops files without a moving picture; the transcode succeeds when no video is left', async () => {
    const { run, packageId, hashOf } = await buildRun(['song.ogg'])
    const { paths, transcodeId } = await writeManifest(run)
    expect(paths).toEqual(['song.ogg'])
    await probeWithoutPicture(hashOf('song.ogg'))
    expect(await advance(transcodeId!)).toMatchObject({ status: 'SUCCEEDED', error: null, encodingRequests: [] })
    expect(await writeManifest(run)).toEqual({ paths: [], transcodeId: null })
    expect(await database.manifestVideo.count({ where: { packageId } })).toBe(0)
    const events = await database.auditEvent.findMany({ where: { packageId }, orderBy: { sequence: 'asc' } })
    expect(events.map(event => event.action)).toEqual(['package.transcodeStarted', 'package.transcodeSucceeded'])
  })
})

test('a draft does not count a file without a moving picture as a video', async () => {
  const { run, packageId, hashOf } = await buildRun(['intro.mp4', 'intro.ogg'])
  await writeManifest(run)
  await probeWithoutPicture(hashOf('intro.ogg'))
  const completeChange = {
    run,
    isComplete: true,
    settled: true,
    unsettledPaths: [],
    check: { findings: [], videos: [], sounds: [], misspelledPaths: [], usedMediaTypes: {}, checkedWith: null },
  }
  await change(database, systemActor, tx => changeDraft(tx, completeChange))
  expect((await expectedVideos(database, packageId, profile)).map(({ path }) => path)).toEqual(['intro.mp4'])
})

describe('a transcode', () => {
  test('waits for all files, and encodes none that may be an alternate source until the draft says so', async () => {
    const { run, packageId, hashOf } = await buildRun(['a.mp4', 'a.ogv'])
    const { transcodeId } = await writeManifest(run)
    const setStatus = (path: string, status: 'PENDING' | 'DONE') =>
      database.syncItem.updateMany({ where: { runId: run.id, path }, data: { status } })
    await setStatus('a.ogv', 'PENDING')
    expect(await advance(transcodeId!)).toMatchObject({ status: 'WAITING_FOR_VIDEOS', encodingRequests: [] })
    await setStatus('a.ogv', 'DONE')
    expect(await advance(transcodeId!)).toMatchObject({ status: 'RUNNING' })
    expect(await requestedHashes({ transcodeId })).toEqual([hashOf('a.mp4')])
    await database.encoding.updateMany({ where: { contentHash: hashOf('a.mp4') }, data: { status: 'READY' } })
    expect(await advance(transcodeId!)).toMatchObject({ status: 'RUNNING' })
    const videos = [
      { path: 'a.mp4', decorative: false, alternateOf: null },
      { path: 'a.ogv', decorative: false, alternateOf: 'a.mp4' },
    ]
    const check = { findings: [], videos, sounds: [], misspelledPaths: [], usedMediaTypes: {}, checkedWith: null }
    const completeChange = { run, isComplete: true, settled: true, unsettledPaths: [], check }
    await change(database, systemActor, tx => changeDraft(tx, completeChange))
    expect(await advance(transcodeId!)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await requestedHashes({ transcodeId })).toEqual([hashOf('a.mp4')])
    expect(await database.draftFile.count({ where: { packageId, alternateOf: 'a.mp4' } })).toBe(1)
  })

  test('succeeds although an alternate source that is not encoded is damaged', async () => {
    const packageId = (await buildDraft(database)).packageId
    const { contentHash } = await buildVideo(database, { packageId, path: 'a.mp4' })
    const alternate = await buildVideo(database, { packageId, path: 'a.webm', alternateOf: 'a.mp4' })
    await database.probe.create({
      data: { contentHash: alternate.contentHash, bytes: 1n, problem: 'It is damaged.' },
    })
    await buildReadyEncoding(contentHash)
    expect(await advance((await buildTranscode(database, { packageId })).id)).toMatchObject({ status: 'SUCCEEDED' })
  })
})

describe('a publication', () => {
  /** Requests a publication and marks it as copied. */
  async function publish(packageId: string) {
    await buildDraftFile(database, { packageId, path: 'index.html' })
    const environment = await buildEnvironment(database)
    const requested = await change(database, systemActor, tx =>
      requestPublication(tx, systemActor, { packageId, environment }, profile),
    )
    const step = () =>
      change(database, systemActor, tx => advancePublications(tx, packageId, { profile, timeZone: 'UTC' }))
    await step()
    const copying = await database.publication.findUniqueOrThrow({ where: { id: requested.id } })
    await change(database, systemActor, tx => markCopyComplete(tx, copying))
    await step()
    const include = { release: { include: { videos: { orderBy: { path: 'asc' as const } } } } }
    return database.publication.findUniqueOrThrow({ where: { id: requested.id }, include })
  }

  test('shares one encoding among alternate sources, and leaves out files without a moving picture', async () => {
    const packageId = (await buildDraft(database)).packageId
    const add = (path: string, alternateOf: string | null = null) =>
      buildVideo(database, { packageId, path, alternateOf })
    const mp4 = await add('a.mp4')
    for (const path of ['a.ogv', 'a.webm']) await add(path, 'a.mp4')
    const song = await add('song.ogg')
    await probeWithoutPicture(song.contentHash)
    const { id: encodingId } = await buildReadyEncoding(mp4.contentHash)
    const publication = await publish(packageId)
    expect(publication).toMatchObject({ status: 'SUCCEEDED', blockers: [] })
    const sharedEncoding = { encodingId, attempt: 1 }
    expect(publication.release!.videos).toEqual(
      ['a.mp4', 'a.ogv', 'a.webm'].map(path => expect.objectContaining({ path, ...sharedEncoding })),
    )
    expect(await requestedHashes({ publicationId: publication.id })).toEqual([mp4.contentHash])
  })

  test('succeeds without videos', async () => {
    const packageId = (await buildDraft(database)).packageId
    expect(await publish(packageId)).toMatchObject({ status: 'SUCCEEDED', release: { videos: [] } })
  })

  test('is blocked by the file that is encoded, named once, and not by its alternate sources', async () => {
    const packageId = (await buildDraft(database)).packageId
    const { contentHash } = await buildVideo(database, { packageId, path: 'a.mp4' })
    const alternate = await buildVideo(database, { packageId, path: 'a.webm', alternateOf: 'a.mp4' })
    await buildEncoding(database, { contentHash: alternate.contentHash, status: 'FAILED' })
    const { id } = await buildEncoding(database, { contentHash, status: 'TRANSCODING' })
    expect(await publish(packageId)).toMatchObject({ status: 'WAITING_FOR_VIDEOS' })
    await database.encoding.update({ where: { id }, data: { status: 'FAILED' } })
    await change(database, systemActor, tx => advancePublications(tx, packageId, { profile, timeZone: 'UTC' }))
    const ended = await database.publication.findFirstOrThrow({ where: { packageId } })
    expect(ended).toMatchObject({ status: 'BLOCKED', blockers: [{ code: 'VIDEO_FAILED', path: 'a.mp4' }] })
  })
})
