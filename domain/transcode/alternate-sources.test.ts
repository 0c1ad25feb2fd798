import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDraft, buildEncoding, buildPackage, buildVideo } from '../test/factories.ts'
import { openTestApi, type TestApi } from '../../schema/test/api.ts'
import { expectedVideos, videoStatus } from './expected-videos.ts'
import { videoExtensions } from '../files/video-files.ts'

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
  const silent = (path: string) => probe(path, { problem: 'It has no picture.', problemCode: 'NO_PICTURE' })
  return { packageId, slug, look: probe, encode, silent }
}

/** Who serves each video: `null` is streamed itself. */
async function encodedAsByPath(packageId: string) {
  const videos = await expectedVideos(api.database, packageId, 'test')
  return Object.fromEntries(videos.map(video => [video.path, video.encodedAs]))
}

const statuses = async (packageId: string) =>
  Object.fromEntries(
    (await expectedVideos(api.database, packageId, 'test')).map(video => [video.path, videoStatus(video)]),
  )

describe('of twins', () => {
  test('the mp4 serves all, then each ending that comes before the others', async () => {
    const { packageId } = await buildVideos(...[...videoExtensions].reverse().map(ending => `a/film.${ending}`))
    for (let endings = videoExtensions; endings.length > 0; endings = endings.slice(1)) {
      const [first, ...others] = endings.map(ending => `a/film.${ending}`)
      expect(await encodedAsByPath(packageId)).toEqual({
        [first!]: null,
        ...Object.fromEntries(others.map(path => [path, first])),
      })
      await api.database.draftFile.deleteMany({ where: { packageId, path: first } })
    }
  })

  test('letter case makes no difference', async () => {
    const { packageId } = await buildVideos('Über.MP4', 'über.webm')
    expect(await encodedAsByPath(packageId)).toEqual({ 'Über.MP4': null, 'über.webm': 'Über.MP4' })
  })

  test('none is what lies in another folder, has another name, or belongs to another package', async () => {
    const paths = ['a/film.webm', 'b/film.mp4', 'a/film.1.mp4', 'a/film 2.mp4', 'a.mp4']
    const { packageId } = await buildVideos(...paths)
    await buildVideos('a/film.mp4')
    expect(await encodedAsByPath(packageId)).toEqual(Object.fromEntries(paths.map(path => [path, null])))
  })

  test('one that holds no moving picture is no video and serves nobody', async () => {
    const { packageId, silent } = await buildVideos('film.mp4', 'film.ogv', 'film.webm', 'song.ogg')
    for (const path of ['film.mp4', 'song.ogg']) await silent(path)
    expect(await encodedAsByPath(packageId)).toEqual({ 'film.webm': null, 'film.ogv': 'film.webm' })
  })

  test('a damaged one that serves is the one that fails; what is wrong with a served one stops nothing', async () => {
    const { packageId, look } = await buildVideos('a.mp4', 'a.webm', 'b.mp4', 'b.webm')
    await look('a.mp4', { problem: 'It is damaged.', problemCode: 'UNREADABLE' })
    await look('b.webm', { problem: 'It is damaged.', problemCode: 'UNREADABLE' })
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

  test('shows a served video as not needed, as far as the stream that it plays', async () => {
    const { packageId, slug, look, encode } = await buildVideos('film.mp4', 'film.webm')
    await look('film.webm', { problem: 'It is damaged.' })
    const transcode = await api.database.transcode.create({ data: { packageId } })
    const encoding = await encode('film.mp4', 'TRANSCODING', { percent: 40 })
    await api.database.encodingRequest.create({
      data: { encodingId: encoding.id, transcodeId: transcode.id, reused: true },
    })
    await encode('film.webm', 'FAILED', { error: { code: 'ENCODER', message: 'Of an earlier draft.' } })
    const counts = { videosExpected: 2, videosArrived: 2, videosFailed: 0, videosReused: 1 }
    const running = { encodedAs: null, percent: 40, reused: true, error: null }
    const nodes = [
      { ...running, path: 'film.mp4', status: 'TRANSCODING' },
      { ...running, path: 'film.webm', status: 'NOT_NEEDED', encodedAs: 'film.mp4', reused: false },
    ]
    expect(await transcodeOf(slug)).toEqual({
      transcode: { ...counts, videosReady: 0, percent: 40, videos: { nodes } },
      draft: { videos: { nodes: [{ path: 'film.webm' }] } },
    })
    await api.database.encoding.update({ where: { id: encoding.id }, data: { status: 'READY' } })
    expect(await transcodeOf(slug)).toMatchObject({ transcode: { ...counts, videosReady: 2, percent: 100 } })
  })

  test('counts nothing that holds no moving picture', async () => {
    const { packageId, slug, silent } = await buildVideos('song.ogg')
    await api.database.transcode.create({ data: { packageId } })
    await silent('song.ogg')
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
