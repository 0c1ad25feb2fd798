import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDraft, buildEncoding, buildOpenRun, buildPackage, buildTranscode, buildVideo } from '../../domain/test/factories.ts'
import type { Playlist, PlaylistQuery } from '../context.ts'
import { globalId } from '../global-id.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

/** A package with one video in each state that a draft's can be in, and its newest transcode. */
async function buildVideos() {
  const { id: packageId, slug } = await buildPackage(api.database)
  await buildDraft(api.database, { packageId })
  const transcode = await buildTranscode(api.database, { packageId, status: 'RUNNING' })
  const add = async (path: string) => buildVideo(api.database, { packageId, path })
  const [broken, failed, ready, running] = await Promise.all(
    ['broken.avi', 'failed.mp4', 'ready.mp4', 'running.mp4'].map(add),
  )
  await add('uploaded.mp4')
  const look = { bytes: 1n, durationSeconds: 12.5, width: 1280, height: 720 }
  await api.database.probe.create({ data: { ...look, contentHash: ready!.contentHash } })
  await api.database.probe.create({
    data: { bytes: 1n, contentHash: broken!.contentHash, problem: 'It has no picture.' },
  })
  const error = { code: 'ENCODER', message: 'The encoder gave up.' }
  const made = await buildEncoding(api.database, { contentHash: ready!.contentHash, status: 'READY' })
  await buildEncoding(api.database, { contentHash: failed!.contentHash, status: 'FAILED' }, { error })
  await buildEncoding(api.database, { contentHash: running!.contentHash, status: 'TRANSCODING' }, { percent: 50 })
  await api.database.encodingRequest.create({ data: { encodingId: made.id, transcodeId: transcode.id, reused: true } })
  return { packageId, slug, transcode, ready: ready! }
}

type Videos = { transcode: { videos: { nodes: { path: string; status: string }[]; totalCount: number } } }
const ofPackage = (slug: string, fields: string, asking = {}) =>
  api.request<{ package: Videos }>(`{ package(slug: "${slug}") { transcode { ${fields} } } }`, {}, asking)

describe('a transcode', () => {
  test('shows each video with its state, and counts the same', async () => {
    const { slug } = await buildVideos()
    const fields = `videosExpected videosArrived videosReady videosFailed videosReused percent
      videos { totalCount nodes { path status percent durationSeconds width height reused error { code message path } } }`
    const { data, errors } = await ofPackage(slug, fields)
    expect(errors).toEqual([])
    const nothing = { durationSeconds: null, width: null, height: null, reused: false, error: null }
    expect(data.package.transcode).toEqual({
      videosExpected: 5,
      videosArrived: 5,
      videosReady: 1,
      videosFailed: 2,
      videosReused: 1,
      percent: 30,
      videos: {
        totalCount: 5,
        nodes: [
          {
            ...nothing,
            path: 'broken.avi',
            status: 'FAILED',
            percent: null,
            error: { code: 'VIDEO_FAILED', message: expect.stringContaining('It has no picture.'), path: 'broken.avi' },
          },
          {
            ...nothing,
            path: 'failed.mp4',
            status: 'FAILED',
            percent: null,
            error: { code: 'ENCODER', message: 'The encoder gave up.', path: null },
          },
          {
            path: 'ready.mp4',
            status: 'READY',
            percent: 100,
            durationSeconds: 12.5,
            width: 1280,
            height: 720,
            reused: true,
            error: null,
          },
          { ...nothing, path: 'running.mp4', status: 'TRANSCODING', percent: 50 },
          { ...nothing, path: 'uploaded.mp4', status: 'UPLOADED', percent: null },
        ],
      },
    })
  })

  test('shows the videos of the newest manifest, also those that are not there yet', async () => {
    const { packageId, slug } = await buildVideos()
    await buildOpenRun(api.database, { packageId, manifestWrittenAt: new Date() })
    const video = await api.database.video.create({ data: { packageId, path: 'new.mp4' } })
    const line = { videoId: video.id, packageId, path: 'new.mp4', contentHash: 'new', bytes: 9n }
    await api.database.manifestVideo.create({ data: line })
    const { data } = await ofPackage(slug, 'videosExpected videosArrived videos { nodes { path status bytes } }')
    const nodes = [{ path: 'new.mp4', status: 'EXPECTED', bytes: 9 }]
    expect(data.package.transcode).toEqual({ videosExpected: 1, videosArrived: 0, videos: { nodes } })
  })

  test('picks videos by their state and walks them in pages', async () => {
    const { slug } = await buildVideos()
    const failed = await ofPackage(slug, 'videos(status: FAILED, last: 1) { nodes { path } totalCount }')
    expect(failed.data.package.transcode.videos).toEqual({ nodes: [{ path: 'failed.mp4' }], totalCount: 2 })
    const { errors } = await ofPackage(slug, 'videos(last: 1, after: "x") { totalCount }')
    expect(errors).toMatchObject([{ code: 'INVALID_INPUT', field: 'after' }])
  })

  test('reads the list of videos once, whatever is asked of it', async () => {
    const { slug } = await buildVideos()
    api.queries()
    await ofPackage(slug, 'videosExpected videosReady percent videos { nodes { path status percent reused } }')
    expect(api.queries().filter(query => query.includes('manifest_video'))).toHaveLength(1)
  })

  test('without videos has no percent', async () => {
    const { id: packageId, slug } = await buildPackage(api.database)
    await buildTranscode(api.database, { packageId })
    const { data } = await ofPackage(slug, 'percent videosExpected')
    expect(data.package.transcode).toEqual({ percent: null, videosExpected: 0 })
  })
})

describe('a video', () => {
  test('has its playlist, asked for once for all videos of the draft', async () => {
    const { slug } = await buildVideos()
    const questions: PlaylistQuery[] = []
    const playlist: Playlist = {
      path: 'ready.mp4',
      url: '/media/x/master.m3u8',
      fallbackUrl: null,
      posterUrl: null,
      storyboardUrl: null,
      durationSeconds: 12.5,
      captions: [],
    }
    const playlists = async (question: PlaylistQuery) => {
      questions.push(question)
      return [playlist]
    }
    const asking = { lookups: { playlists } }
    const { data } = await ofPackage(slug, 'videos { nodes { path playlist { url captions { url } } } }', asking)
    const nodes = data.package.transcode.videos.nodes as unknown as { path: string; playlist: object | null }[]
    expect(nodes.find(({ path }) => path === 'ready.mp4')?.playlist).toEqual({ url: playlist.url, captions: [] })
    expect(nodes.find(({ path }) => path === 'uploaded.mp4')?.playlist).toBeNull()
    expect(questions).toEqual([{ package: slug, revision: null }])
  })

  test('is found by its id', async () => {
    const { ready } = await buildVideos()
    const id = globalId('Video', ready.id)
    const { data } = await api.request('query ($id: ID!) { node(id: $id) { id ... on Video { path status } } }', { id })
    expect(data).toEqual({ node: { id, path: 'ready.mp4', status: 'READY' } })
  })
})
