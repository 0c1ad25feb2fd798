import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildDraft,
  buildDraftFile,
  buildEncoding,
  buildOpenRun,
  buildPackage,
  buildTranscode,
  buildVideo,
} from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

/** Builds a package with one video in each status that a draft's video can have, and its newest transcode. */
async function buildVideos() {
  const { id: packageId, slug } = await buildPackage(api.database)
  await buildDraft(api.database, { packageId })
  const transcode = await buildTranscode(api.database, { packageId, status: 'RUNNING' })
  const add = async (path: string) => buildVideo(api.database, { packageId, path })
  const [broken, failed, ready, running] = await Promise.all(
    ['broken.avi', 'failed.mp4', 'ready.mp4', 'running.mp4'].map(add),
  )
  await add('uploaded.mp4')
  const probe = { bytes: 1n, durationSeconds: 12.5, width: 1280, height: 720 }
  await api.database.probe.create({ data: { ...probe, contentHash: ready!.contentHash } })
  await api.database.probe.create({
    data: { bytes: 1n, contentHash: broken!.contentHash, problem: 'It has no picture.' },
  })
  const error = { code: 'ENCODER', message: 'The encoder failed.' }
  const earlier = { finishedAt: new Date(0) }
  await buildEncoding(api.database, { contentHash: ready!.contentHash, status: 'READY' }, earlier)
  await buildEncoding(api.database, { contentHash: failed!.contentHash, status: 'FAILED' }, { error })
  await buildEncoding(api.database, { contentHash: running!.contentHash, status: 'TRANSCODING' }, { percent: 50 })
  return { packageId, slug, transcode, ready: ready! }
}

type Videos = { transcode: { videos: { nodes: { path: string; status: string }[]; totalCount: number } } }
const ofPackage = (slug: string, fields: string, options = {}) =>
  api.request<{ package: Videos }>(`{ package(slug: "${slug}") { transcode { ${fields} } } }`, {}, options)

describe('a transcode', () => {
  test('shows the status of each video and matching counts', async () => {
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
            error: { code: 'ENCODER', message: 'The encoder failed.', path: null },
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

  test('shows the videos of the newest manifest, including those that have not arrived', async () => {
    const { packageId, slug } = await buildVideos()
    await buildOpenRun(api.database, { packageId, manifestWrittenAt: new Date() })
    const video = await api.database.video.create({ data: { packageId, path: 'new.mp4' } })
    const line = { videoId: video.id, packageId, path: 'new.mp4', contentHash: 'new', bytes: 9n }
    await api.database.manifestVideo.create({ data: line })
    const { data } = await ofPackage(slug, 'videosExpected videosArrived videos { nodes { path status bytes } }')
    const nodes = [{ path: 'new.mp4', status: 'EXPECTED', bytes: 9 }]
    expect(data.package.transcode).toEqual({ videosExpected: 1, videosArrived: 0, videos: { nodes } })
  })

  test('filters its videos by status and lists them in pages', async () => {
    const { slug } = await buildVideos()
    const failed = await ofPackage(slug, 'videos(status: FAILED, last: 1) { nodes { path } totalCount }')
    expect(failed.data.package.transcode.videos).toEqual({ nodes: [{ path: 'failed.mp4' }], totalCount: 2 })
    const { errors } = await ofPackage(slug, 'videos(last: 1, after: "x") { totalCount }')
    expect(errors).toMatchObject([{ code: 'INVALID_INPUT', field: 'after' }])
  })

  test('reads the list of videos once for any number of fields', async () => {
    const { slug } = await buildVideos()
    api.queries()
    await ofPackage(slug, 'videosExpected videosReady percent videos { nodes { path status percent reused } }')
    expect(api.queries().filter(query => query.includes('manifest_video'))).toHaveLength(1)
  })

  test('has no percent when it has no videos', async () => {
    const { id: packageId, slug } = await buildPackage(api.database)
    await buildTranscode(api.database, { packageId })
    const { data } = await ofPackage(slug, 'percent videosExpected')
    expect(data.package.transcode).toEqual({ percent: null, videosExpected: 0 })
  })
})

test('a package has its videos by groups, without a transcode too', async () => {
  const { packageId, slug } = await buildVideos()
  const paused = await buildVideo(api.database, { packageId, path: 'paused.mp4' })
  await buildEncoding(api.database, { contentHash: paused.contentHash, status: 'QUEUED' }, { pausedAt: new Date() })
  const stopped = await buildVideo(api.database, { packageId, path: 'stopped.mp4' })
  await buildEncoding(api.database, { contentHash: stopped.contentHash, status: 'CANCELED' })
  await api.database.transcode.deleteMany({ where: { packageId } })
  const groups = ['FAILED', 'WAITING_FOR_BUDGET', 'IN_PROGRESS', 'READY', 'NOT_NEEDED']
  const fields = groups.map(group => `${group}: videos(group: ${group}) { nodes { path } }`)
  const { data } = await api.request<{ package: Record<string, { nodes: { path: string }[] }> }>(
    `{ package(slug: "${slug}") { transcode { id } all: videos(first: 1) { totalCount } ${fields.join(' ')} } }`,
  )
  const paths = groups.map(group => data.package[group]!.nodes.map(({ path }) => path))
  expect(data.package).toMatchObject({ transcode: null, all: { totalCount: 7 } })
  expect(paths).toEqual([
    ['broken.avi', 'failed.mp4', 'stopped.mp4'],
    ['paused.mp4'],
    ['running.mp4', 'uploaded.mp4'],
    ['ready.mp4'],
    [],
  ])
})

describe('a video', () => {
  test('has all attempts at its encoding, the newest first, and the pages that name it', async () => {
    const { packageId, slug, ready } = await buildVideos()
    const encoding = await api.database.encoding.findFirstOrThrow({ where: { contentHash: ready.contentHash } })
    const cost = { estimateMicros: 120_000n, costMicros: 110_000n, currency: 'USD', billedSeconds: 90 }
    const second = { encodingId: encoding.id, number: 2, jobToken: 'second', status: 'READY' as const, isRetry: true }
    await api.database.attempt.create({ data: { ...second, ...cost, finishedAt: new Date() } })
    const { contentHash } = await buildDraftFile(api.database, { packageId, path: 'index.html' })
    const references = { html: [{ url: 'ready.mp4', line: 1, tag: 'video', video: 0 }] }
    await api.database.textAnalysis.create({ data: { contentHash, references, facts: { html: {} } } })
    const attempt =
      'number status isRetry encodedMinutes estimatedCost { amount } cost { amount currency } error { code }'
    const { data } = await ofPackage(slug, `videos { nodes { path pages attempts { ${attempt} } } }`)
    const nodes = data.package.transcode.videos.nodes as unknown as { path: string }[]
    expect(nodes.find(({ path }) => path === 'ready.mp4')).toMatchObject({
      pages: ['index.html'],
      attempts: [
        {
          number: 2,
          status: 'READY',
          isRetry: true,
          encodedMinutes: 1.5,
          estimatedCost: { amount: 0.12 },
          cost: { amount: 0.11, currency: 'USD' },
          error: null,
        },
        { number: 1, isRetry: false },
      ],
    })
    expect(nodes.find(({ path }) => path === 'failed.mp4')).toMatchObject({
      pages: [],
      attempts: [{ number: 1, status: 'FAILED', error: { code: 'ENCODER' } }],
    })
    expect(nodes.find(({ path }) => path === 'uploaded.mp4')).toMatchObject({ attempts: [] })
  })

  test('has its playlist, which is read once for all videos of the draft', async () => {
    const { slug, ready } = await buildVideos()
    const where = { encoding: { contentHash: ready.contentHash } }
    await api.database.attempt.updateMany({ where, data: { masterKey: 'media/x/master.m3u8' } })
    api.queries()
    const { data } = await ofPackage(slug, 'videos { nodes { path playlist { url captions { url } } } }')
    const nodes = data.package.transcode.videos.nodes as unknown as { path: string; playlist: object | null }[]
    const url = expect.stringMatching(/^http:\/\/content\/preview\/[\w-]{54}\/media\/x\/master.m3u8$/)
    expect(nodes.find(({ path }) => path === 'ready.mp4')?.playlist).toEqual({ url, captions: [] })
    expect(nodes.find(({ path }) => path === 'uploaded.mp4')?.playlist).toEqual({ url: null, captions: [] })
    expect(api.queries().filter(statement => statement.includes('"masterKey"'))).toHaveLength(1)
  })

  test('is found by its id', async () => {
    const { ready } = await buildVideos()
    const id = globalId('Video', ready.id)
    const { data } = await api.request('query ($id: ID!) { node(id: $id) { id ... on Video { path status } } }', { id })
    expect(data).toEqual({ node: { id, path: 'ready.mp4', status: 'READY' } })
  })
})
