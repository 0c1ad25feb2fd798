import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { type Database, openDatabase } from '../database.ts'
import { playableDraftVideos } from '../playback/playable-videos.ts'
import { buildEncoding } from '../test/factories.ts'
import { advanceTranscodeById, buildPackageWithVideos, encodingSettings } from '../test/transcodes.ts'
import { expectedVideos, videoStatus } from './expected-videos.ts'
import { awaitedVideos } from './failed-videos.ts'
import { videosOfRevision } from './package-videos.ts'
import { pictureGaps } from './short-picture.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 2)
})
afterAll(() => database.$disconnect())

const { profile } = encodingSettings

test('a picture lacks something if it starts or ends more than half a second from the sound', () => {
  const gaps = (pictureStartSeconds: number | null, pictureEndSeconds: number | null) =>
    pictureGaps({ durationSeconds: 12, pictureStartSeconds, pictureEndSeconds })
  expect(gaps(0, 12)).toEqual({ before: false, after: false })
  expect(gaps(0.5, 11.5)).toEqual({ before: false, after: false })
  expect(gaps(0.6, 12)).toEqual({ before: true, after: false })
  expect(gaps(0, 2)).toEqual({ before: false, after: true })
  expect(gaps(null, null)).toEqual({ before: false, after: false })
})

test('a video that browsers play and whose sound goes on is not encoded, and nothing waits for it', async () => {
  const { packageId, transcode, hashes } = await buildPackageWithVideos(database, {
    ...{ 'ends.mp4': null, 'begins.mp4': null, 'ends.wmv': null, 'whole.mp4': null, 'old.mp4': null },
  })
  const setTimes = (path: string, browserPlayable: boolean, pictureStartSeconds: number, pictureEndSeconds: number) =>
    database.probe.update({
      where: { contentHash: hashes[path]! },
      data: { browserPlayable, pictureStartSeconds, pictureEndSeconds },
    })
  await setTimes('ends.mp4', true, 0, 2)
  await setTimes('begins.mp4', true, 5, 60)
  await setTimes('ends.wmv', false, 0, 2)
  await setTimes('whole.mp4', true, 0.4, 59.6)
  await advanceTranscodeById(database, transcode.id)
  const expected = await expectedVideos(database, packageId, profile)
  const statuses = Object.fromEntries(expected.map(video => [video.path, videoStatus(video)]))
  const encoded = { 'ends.wmv': 'QUEUED', 'old.mp4': 'QUEUED', 'whole.mp4': 'QUEUED' }
  expect(statuses).toEqual({ 'begins.mp4': 'NOT_NEEDED', 'ends.mp4': 'NOT_NEEDED', ...encoded })
  expect(await videosOfRevision(database, packageId, 1, profile)).toMatchObject(
    expected.map(({ path, playsFromFile }) => ({ path, playsFromFile })),
  )
  const videos = expected.map(video => ({ ...video, status: video.encodingStatus }))
  const awaited = awaitedVideos({ acceptsFallback: false }, [], videos)
  expect(awaited.map(({ path }) => path)).toEqual(Object.keys(encoded))
})

test('its preview has no stream, also if an older profile encoded it, but says how long it is', async () => {
  const contentHash = randomUUID()
  const { packageId } = await buildPackageWithVideos(database, { 'ends.mp4': contentHash })
  await buildEncoding(database, { contentHash, profile: 'old', status: 'READY' }, { masterKey: 'old.m3u8' })
  const playable = () => playableDraftVideos(database, packageId, 1, profile)
  expect(await playable()).toMatchObject([{ masterKey: 'old.m3u8' }])
  const data = { browserPlayable: true, pictureStartSeconds: 0, pictureEndSeconds: 2 }
  await database.probe.update({ where: { contentHash }, data })
  expect(await playable()).toMatchObject([{ masterKey: null, durationSeconds: 60 }])
})
