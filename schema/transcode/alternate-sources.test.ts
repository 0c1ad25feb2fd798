import { expectedVideos, videoStatus } from '@lectern/domain/transcode/expected-videos'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDraft, buildEncoding, buildPackage, buildVideo } from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

/** A draft with a video at each path. */
async function buildVideos(...paths: string[]) {
  const { id: packageId, slug } = await buildPackage(api.database)
  await buildDraft(api.database, { packageId })
  const hashByPath = new Map<string, string>()
  for (const path of paths) hashByPath.set(path, (await buildVideo(api.database, { packageId, path })).contentHash)
  const probe = (path: string, facts: object) =>
    api.database.probe.create({ data: { contentHash: hashByPath.get(path)!, bytes: 1n, ...facts } })
  const encode = (path: string, status: 'READY' | 'FAILED' | 'TRANSCODING', attempt = {}) =>
    buildEncoding(api.database, { contentHash: hashByPath.get(path)!, status }, attempt)
  const probeWithoutPicture = (path: string) =>
    probe(path, { problem: 'It has no picture.', problemCode: 'NO_PICTURE' })
  return { packageId, slug, probe, encode, probeWithoutPicture }
}

/** The path that is encoded in place of each video. Null if the video itself is encoded. */
async function encodedAsByPath(packageId: string) {
  const videos = await expectedVideos(api.database, packageId, 'test')
  return Object.fromEntries(videos.map(video => [video.path, video.encodedAs]))
}

const statuses = async (packageId: string) =>
  Object.fromEntries(
    (await expectedVideos(api.database, packageId, 'test')).map(video => [video.path, videoStatus(video)]),
  )

describe('alternate sources', () => {
  const standsFor = (packageId: string, path: string, alternateOf: string | null) =>
    api.database.draftFile.updateMany({ where: { packageId, path }, data: { alternateOf } })

  test('play the encoding of the video that the draft names, or their own once that video is gone', async () => {
    const { packageId } = await buildVideos('intro.mp4', 'intro.webm')
    expect(await encodedAsByPath(packageId)).toEqual({ 'intro.mp4': null, 'intro.webm': null })
    await standsFor(packageId, 'intro.webm', 'intro.mp4')
    expect(await encodedAsByPath(packageId)).toEqual({ 'intro.mp4': null, 'intro.webm': 'intro.mp4' })
    await api.database.draftFile.deleteMany({ where: { packageId, path: 'intro.mp4' } })
    expect(await encodedAsByPath(packageId)).toEqual({ 'intro.webm': null })
  })

  test('leave out files without a moving picture, which are not videos', async () => {
    const { packageId, probeWithoutPicture } = await buildVideos('intro.mp4', 'intro.webm', 'song.ogg')
    await standsFor(packageId, 'intro.webm', 'intro.mp4')
    for (const path of ['intro.mp4', 'song.ogg']) await probeWithoutPicture(path)
    expect(await encodedAsByPath(packageId)).toEqual({ 'intro.webm': null })
  })

  test('do not fail for their own damage', async () => {
    const { packageId, probe } = await buildVideos('a.mp4', 'a.webm', 'b.mp4')
    await standsFor(packageId, 'a.mp4', 'a.webm')
    for (const path of ['a.mp4', 'b.mp4']) await probe(path, { problem: 'It is damaged.', problemCode: 'UNREADABLE' })
    expect(await statuses(packageId)).toEqual({ 'a.mp4': 'NOT_NEEDED', 'a.webm': 'UPLOADED', 'b.mp4': 'FAILED' })
  })
})

describe('the API', () => {
  const fields = `videosExpected videosArrived videosReady videosFailed videosReused percent
    videos { nodes { path status encodedAs percent reused error { message } } }`
  const transcodeOf = async (slug: string) => {
    const text = `{ package(slug: "${slug}") { transcode { ${fields} } draft { videos(status: NOT_NEEDED) { nodes { path } } } } }`
    const { data, errors } = await api.request<{ package: { transcode: object; draft: { videos: object } } }>(text)
    expect(errors).toEqual([])
    return data.package
  }

  test('reports an alternate source as NOT_NEEDED, with the progress of the encoding that it plays', async () => {
    const { packageId, slug, probe, encode } = await buildVideos('intro.mp4', 'intro.webm')
    const alternate = { packageId, path: 'intro.webm' }
    await api.database.draftFile.updateMany({ where: alternate, data: { alternateOf: 'intro.mp4' } })
    await probe('intro.webm', { problem: 'It is damaged.' })
    await api.database.transcode.create({ data: { packageId } })
    const encoding = await encode('intro.mp4', 'TRANSCODING', { percent: 40 })
    await encode('intro.webm', 'FAILED', { error: { code: 'ENCODER', message: 'Of an earlier draft.' } })
    const counts = { videosExpected: 2, videosArrived: 2, videosFailed: 0, videosReused: 0 }
    const running = { encodedAs: null, percent: 40, reused: false, error: null }
    const nodes = [
      { ...running, path: 'intro.mp4', status: 'TRANSCODING' },
      { ...running, path: 'intro.webm', status: 'NOT_NEEDED', encodedAs: 'intro.mp4' },
    ]
    expect(await transcodeOf(slug)).toEqual({
      transcode: { ...counts, videosReady: 0, percent: 40, videos: { nodes } },
      draft: { videos: { nodes: [{ path: 'intro.webm' }] } },
    })
    await api.database.encoding.update({ where: { id: encoding.id }, data: { status: 'READY' } })
    expect(await transcodeOf(slug)).toMatchObject({ transcode: { ...counts, videosReady: 2, percent: 100 } })
  })

  test('does not count files without a moving picture', async () => {
    const { packageId, slug, probeWithoutPicture } = await buildVideos('song.ogg')
    await api.database.transcode.create({ data: { packageId } })
    await probeWithoutPicture('song.ogg')
    const none = {
      videosExpected: 0,
      videosArrived: 0,
      videosReady: 0,
      videosFailed: 0,
      percent: null,
      videos: { nodes: [] },
    }
    expect(await transcodeOf(slug)).toMatchObject({ transcode: none })
  })
})
