import { videoExtensions } from '@lectern/domain/files/video-files'
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
  test('are encoded from the mp4, then from the extension that comes first', async () => {
    const { packageId } = await buildVideos(...[...videoExtensions].reverse().map(extension => `a/intro.${extension}`))
    for (let extensions = videoExtensions; extensions.length > 0; extensions = extensions.slice(1)) {
      const [first, ...others] = extensions.map(extension => `a/intro.${extension}`)
      expect(await encodedAsByPath(packageId)).toEqual({
        [first!]: null,
        ...Object.fromEntries(others.map(path => [path, first])),
      })
      await api.database.draftFile.deleteMany({ where: { packageId, path: first } })
    }
  })

  test('are matched without regard to letter case', async () => {
    const { packageId } = await buildVideos('Über.MP4', 'über.webm')
    expect(await encodedAsByPath(packageId)).toEqual({ 'Über.MP4': null, 'über.webm': 'Über.MP4' })
  })

  test('are never files in another folder, with another name, or of another package', async () => {
    const paths = ['a/intro.webm', 'b/intro.mp4', 'a/intro.1.mp4', 'a/intro 2.mp4', 'a.mp4']
    const { packageId } = await buildVideos(...paths)
    await buildVideos('a/intro.mp4')
    expect(await encodedAsByPath(packageId)).toEqual(Object.fromEntries(paths.map(path => [path, null])))
  })

  test('leave out files without a moving picture, which are not videos', async () => {
    const { packageId, probeWithoutPicture } = await buildVideos('intro.mp4', 'intro.ogv', 'intro.webm', 'song.ogg')
    for (const path of ['intro.mp4', 'song.ogg']) await probeWithoutPicture(path)
    expect(await encodedAsByPath(packageId)).toEqual({ 'intro.webm': null, 'intro.ogv': 'intro.webm' })
  })

  test('fail only if the file that is encoded is damaged', async () => {
    const { packageId, probe } = await buildVideos('a.mp4', 'a.webm', 'b.mp4', 'b.webm')
    await probe('a.mp4', { problem: 'It is damaged.', problemCode: 'UNREADABLE' })
    await probe('b.webm', { problem: 'It is damaged.', problemCode: 'UNREADABLE' })
    const uploaded = { 'b.mp4': 'UPLOADED', 'b.webm': 'NOT_NEEDED' }
    expect(await statuses(packageId)).toEqual({ 'a.mp4': 'FAILED', 'a.webm': 'NOT_NEEDED', ...uploaded })
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
    await probe('intro.webm', { problem: 'It is damaged.' })
    const transcode = await api.database.transcode.create({ data: { packageId } })
    const encoding = await encode('intro.mp4', 'TRANSCODING', { percent: 40 })
    await api.database.encodingRequest.create({
      data: { encodingId: encoding.id, transcodeId: transcode.id, reused: true },
    })
    await encode('intro.webm', 'FAILED', { error: { code: 'ENCODER', message: 'Of an earlier draft.' } })
    const counts = { videosExpected: 2, videosArrived: 2, videosFailed: 0, videosReused: 1 }
    const running = { encodedAs: null, percent: 40, reused: true, error: null }
    const nodes = [
      { ...running, path: 'intro.mp4', status: 'TRANSCODING' },
      { ...running, path: 'intro.webm', status: 'NOT_NEEDED', encodedAs: 'intro.mp4', reused: false },
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
