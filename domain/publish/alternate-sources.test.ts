import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '../audit/actor.ts'
import {
  buildDraft,
  buildEncoding,
  buildEnvironment,
  buildOpenRun,
  buildPackage,
  buildSyncItem,
  buildTranscode,
  buildVideo,
} from '../test/factories.ts'
import type { SyncRun } from '../database.ts'
import { openTestApi, type TestApi } from '../../schema/test/api.ts'
import { change } from '../audit/change.ts'
import { changeDraft } from '../sync/draft.ts'
import { expectedVideosOfRun, recordManifest } from '../sync/manifest.ts'
import { markCopyComplete, requestPublication } from './publications.ts'
import { advancePublications } from './publication-steps.ts'
import { advanceTranscode } from '../transcode/transcodes.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const profile = 'test'
const made = (contentHash: string) =>
  buildEncoding(api.database, { contentHash, status: 'READY' }, { masterKey: `${contentHash}.m3u8` })
const silent = (contentHash: string) =>
  api.database.probe.create({
    data: { contentHash, bytes: 1n, problem: 'It has no picture.', problemCode: 'NO_PICTURE' },
  })

/** A run that has copied a file at each path, as a first synchronisation does. */
async function buildRun(paths: string[]) {
  const { id: packageId } = await buildPackage(api.database)
  const listed = { phase: 'COPYING' as const, listedAt: new Date(Date.now() + 1000) }
  const run = await buildOpenRun(api.database, { packageId, ...listed })
  const items = new Map<string, string>()
  for (const path of paths) {
    const contentHash = `${path} of ${packageId}`
    const stored = { key: path, versionId: 'v', etag: 'e', storedBytes: 1n, mediaType: 'x/y', modifiedAt: new Date() }
    const video = !path.endsWith('.html')
    await buildSyncItem(api.database, { runId: run.id, path, contentHash, status: 'DONE', bytes: 1n, video, ...stored })
    items.set(path, contentHash)
    const price = { contentHash, profile, seconds: 1, costMicros: 1n, currency: 'USD' }
    if (video) await api.database.estimate.create({ data: price })
  }
  return { run, packageId, hashOf: (path: string) => items.get(path)! }
}

async function writeManifest(run: SyncRun) {
  const videos = await api.database.$transaction(tx => expectedVideosOfRun(tx, run))
  const { transcodeId } = await change(api.database, systemActor, tx => recordManifest(tx, run, videos, profile))
  return { paths: videos.map(video => video.path), transcodeId }
}

async function advance(transcodeId: string) {
  const transcode = await api.database.transcode.findUniqueOrThrow({ where: { id: transcodeId } })
  await change(api.database, systemActor, tx => advanceTranscode(tx, transcode, { profile, timeZone: 'UTC' }))
  return api.database.transcode.findUniqueOrThrow({ where: { id: transcodeId }, include: { encodingRequests: true } })
}

const wishedHashes = async (where: object) =>
  (await api.database.encodingRequest.findMany({ where, include: { encoding: true } })).map(
    wish => wish.encoding.contentHash,
  )

describe('the manifest', () => {
  test('of a package without videos opens no transcode', async () => {
    const { run, packageId } = await buildRun(['index.html'])
    expect(await writeManifest(run)).toEqual({ paths: [], transcodeId: null })
    expect(await api.database.transcode.count({ where: { packageId } })).toBe(0)
  })

  test('names twins too; a twin that is served is no work', async () => {
    const { run, hashOf } = await buildRun(['a.mp4', 'a.webm'])
    await made(hashOf('a.mp4'))
    expect(await writeManifest(run)).toEqual({ paths: ['a.mp4', 'a.webm'], transcodeId: null })
  })

  test('loses what turns out to hold no moving picture, and with the last of them the transcode is over and fine', async () => {
    const { run, packageId, hashOf } = await buildRun(['song.ogg'])
    const { paths, transcodeId } = await writeManifest(run)
    expect(paths).toEqual(['song.ogg'])
    await silent(hashOf('song.ogg'))
    expect(await advance(transcodeId!)).toMatchObject({ status: 'SUCCEEDED', error: null, encodingRequests: [] })
    expect(await writeManifest(run)).toEqual({ paths: [], transcodeId: null })
    expect(await api.database.manifestVideo.count({ where: { packageId } })).toBe(0)
    const told = await api.database.auditEvent.findMany({ where: { packageId }, orderBy: { sequence: 'asc' } })
    expect(told.map(event => event.action)).toEqual(['package.transcodeStarted', 'package.transcodeSucceeded'])
  })
})

test('a draft has no video where there is no moving picture', async () => {
  const { run, packageId, hashOf } = await buildRun(['film.mp4', 'film.ogg'])
  await writeManifest(run)
  await silent(hashOf('film.ogg'))
  const whole = { run, whole: true, settled: true, unsettledPaths: [], findings: [] }
  await change(api.database, systemActor, tx => changeDraft(tx, whole))
  const files = await api.database.draftFile.findMany({ where: { packageId }, include: { video: true } })
  expect(Object.fromEntries(files.map(file => [file.path, file.video?.path ?? null]))).toEqual({
    'film.mp4': 'film.mp4',
    'film.ogg': null,
  })
})

describe('a transcode', () => {
  test('waits for the one that serves, not for its twins, and wishes its encoding alone', async () => {
    const { run, hashOf } = await buildRun(['a.mp4', 'a.ogv'])
    const { transcodeId } = await writeManifest(run)
    const pending = (path: string, status: 'PENDING' | 'DONE') =>
      api.database.syncItem.updateMany({ where: { runId: run.id, path }, data: { status } })
    await pending('a.mp4', 'PENDING')
    expect(await advance(transcodeId!)).toMatchObject({ status: 'WAITING_FOR_VIDEOS', encodingRequests: [] })
    await pending('a.mp4', 'DONE')
    await pending('a.ogv', 'PENDING')
    expect(await advance(transcodeId!)).toMatchObject({ status: 'RUNNING' })
    expect(await wishedHashes({ transcodeId })).toEqual([hashOf('a.mp4')])
    await api.database.encoding.updateMany({ where: { contentHash: hashOf('a.mp4') }, data: { status: 'READY' } })
    expect(await advance(transcodeId!)).toMatchObject({ status: 'SUCCEEDED' })
  })

  test('is not failed by a damaged video that a twin serves', async () => {
    const packageId = (await buildDraft(api.database)).packageId
    const { contentHash } = await buildVideo(api.database, { packageId, path: 'a.mp4' })
    const twin = await buildVideo(api.database, { packageId, path: 'a.webm' })
    await api.database.probe.create({
      data: { contentHash: twin.contentHash, bytes: 1n, problem: 'It is damaged.' },
    })
    await made(contentHash)
    expect(await advance((await buildTranscode(api.database, { packageId })).id)).toMatchObject({ status: 'SUCCEEDED' })
  })
})

describe('a publication', () => {
  /** Asks for it, and takes it as copied. */
  async function publish(packageId: string) {
    const environment = await buildEnvironment(api.database)
    const asked = await change(api.database, systemActor, tx =>
      requestPublication(tx, systemActor, { packageId, environment }, profile),
    )
    const step = () =>
      change(api.database, systemActor, tx => advancePublications(tx, packageId, { profile, timeZone: 'UTC' }))
    await step()
    const copying = await api.database.publication.findUniqueOrThrow({ where: { id: asked.id } })
    await change(api.database, systemActor, tx => markCopyComplete(tx, copying))
    await step()
    const include = { release: { include: { videos: { orderBy: { path: 'asc' as const } } } } }
    return api.database.publication.findUniqueOrThrow({ where: { id: asked.id }, include })
  }

  test('releases twins with one stream and wishes that one alone; what holds no moving picture is no video of it', async () => {
    const packageId = (await buildDraft(api.database)).packageId
    const add = (path: string) => buildVideo(api.database, { packageId, path })
    const [mp4, , , song] = [await add('a.mp4'), await add('a.ogv'), await add('a.webm'), await add('song.ogg')]
    await silent(song!.contentHash)
    const { id: encodingId } = await made(mp4!.contentHash)
    const publication = await publish(packageId)
    expect(publication).toMatchObject({ status: 'SUCCEEDED', blockers: [] })
    const stream = { encodingId, attempt: 1 }
    expect(publication.release!.videos).toEqual(
      ['a.mp4', 'a.ogv', 'a.webm'].map(path => expect.objectContaining({ path, ...stream })),
    )
    expect(await wishedHashes({ publicationId: publication.id })).toEqual([mp4!.contentHash])
  })

  test('without videos is like any other', async () => {
    const packageId = (await buildDraft(api.database)).packageId
    expect(await publish(packageId)).toMatchObject({ status: 'SUCCEEDED', release: { videos: [] } })
  })

  test('is blocked by the one that serves, named once, and not by what is wrong with its twins', async () => {
    const packageId = (await buildDraft(api.database)).packageId
    const { contentHash } = await buildVideo(api.database, { packageId, path: 'a.mp4' })
    const twin = await buildVideo(api.database, { packageId, path: 'a.webm' })
    await buildEncoding(api.database, { contentHash: twin.contentHash, status: 'FAILED' })
    const { id } = await buildEncoding(api.database, { contentHash, status: 'TRANSCODING' })
    expect(await publish(packageId)).toMatchObject({ status: 'WAITING_FOR_VIDEOS' })
    await api.database.encoding.update({ where: { id }, data: { status: 'FAILED' } })
    await change(api.database, systemActor, tx => advancePublications(tx, packageId, { profile, timeZone: 'UTC' }))
    const ended = await api.database.publication.findFirstOrThrow({ where: { packageId } })
    expect(ended).toMatchObject({ status: 'BLOCKED', blockers: [{ code: 'VIDEO_FAILED', path: 'a.mp4' }] })
  })
})
