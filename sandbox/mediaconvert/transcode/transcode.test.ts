import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ffmpegEnvironment } from '../../programs/ffmpeg-environment.ts'
import { encodeTestVideo, testPattern, tone } from '../../programs/test-video.ts'
import {
  createTestJob,
  headObject,
  putObject,
  readObject,
  s3,
  setUpTestBench,
  startStandIn,
  tools,
  waitForEnd,
} from '../test-bench.ts'
import { readStream } from '../test-streams.ts'
import { segmentsOf } from './master-playlist.ts'

const run = promisify(execFile)
setUpTestBench()

test('creates HLS in two sizes and frame captures, and sends events', async () => {
  const { client, events, statuses, detailsOf, state } = await startStandIn()
  const created = await createTestJob(client, {
    sizes: [
      [640, 360],
      [320, 180],
    ],
  })
  expect(created).toMatchObject({
    Status: 'SUBMITTED',
    Queue: 'arn:aws:mediaconvert:us-east-1:111122223333:queues/Default',
  })
  expect(created.Id).toMatch(/^\d{13}-[a-z0-9]{6}$/)
  expect(Date.now() - created.CreatedAt!.getTime()).toBeLessThan(10_000)

  const done = await waitForEnd(client, created.Id)
  expect(done.ErrorMessage).toBeUndefined()
  expect(done).toMatchObject({ Status: 'COMPLETE', JobPercentComplete: 100, UserMetadata: { app: 'lectern' } })
  expect(done.OutputGroupDetails?.[0]?.OutputDetails?.[0]).toEqual({
    DurationInMs: expect.any(Number),
    VideoDetails: { WidthInPx: 640, HeightInPx: 360 },
  })

  const master = (await readObject('media/one/index.m3u8')).toString()
  expect(master).toMatch(
    /BANDWIDTH=\d+,AVERAGE-BANDWIDTH=\d+,CODECS="avc1\.[0-9a-f]{6},mp4a\.40\.2",RESOLUTION=640x360,FRAME-RATE=30\.000\nindex_360p\.m3u8\n.*RESOLUTION=320x180.*\nindex_180p\.m3u8\n$/,
  )
  const [large, small] = await readStream('one')
  expect(large).toMatchObject({ segmentSeconds: [2, 1], resolution: '640x360', framesPerSecond: 30 })
  expect(small).toMatchObject({ segmentSeconds: [2, 1], resolution: '320x180', framesPerSecond: 30 })
  const child = (await readObject('media/one/index_360p.m3u8')).toString()
  expect(segmentsOf(child).map(({ name }) => name)).toEqual(['index_360p_00001.ts', 'index_360p_00002.ts'])
  expect((await headObject('media/one/index.m3u8')).ContentType).toBe('application/vnd.apple.mpegurl')
  expect((await headObject('media/one/index_360p_00001.ts')).ContentType).toBe('video/mp2t')
  expect((await headObject('media/one/index_poster.0000000.jpg')).ContentType).toBe('image/jpeg')
  expect((await readObject('media/one/index_poster.0000001.jpg')).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
  await expect(headObject('media/one/index_poster.0000002.jpg')).rejects.toMatchObject({ name: 'NotFound' })
  expect((await headObject('media/one/index_thumb.0000002.jpg')).ContentType).toBe('image/jpeg')
  await expect(headObject('media/one/index_thumb.0000003.jpg')).rejects.toMatchObject({ name: 'NotFound' })

  expect(statuses(created.Id!)).toEqual([
    'PROGRESSING',
    'INPUT_INFORMATION',
    'STATUS_UPDATE',
    'STATUS_UPDATE',
    'COMPLETE',
  ])
  expect(detailsOf(created.Id!)[1]).toMatchObject({
    inputDetails: [
      {
        uri: 's3://lectern/sources/clip',
        audio: [{ channels: 1, codec: 'AAC', sampleRate: 44100, streamId: 2 }],
        video: [
          {
            ...{ bitDepth: 8, codec: 'H_264', colorFormat: 'YUV_420', fourCC: 'avc1', frameRate: 30, height: 360 },
            ...{ interlaceMode: 'PROGRESSIVE', sar: '1:1', standard: 'UNSPECIFIED', streamId: 1, width: 640 },
          },
        ],
      },
    ],
  })
  expect(detailsOf(created.Id!)[2]).toMatchObject({
    jobProgress: { currentPhase: 'TRANSCODING', phaseProgress: { PROBING: { status: 'COMPLETE' } } },
  })
  expect(events.at(-1)).toMatchObject({
    source: 'aws.mediaconvert',
    'detail-type': 'MediaConvert Job State Change',
    resources: [created.Arn],
    detail: {
      status: 'COMPLETE',
      timestamp: expect.any(Number),
      accountId: '111122223333',
      userMetadata: { app: 'lectern', videoId: 'v1' },
      warnings: [],
      outputGroupDetails: [
        {
          type: 'HLS_GROUP',
          playlistFilePaths: ['s3://lectern/media/one/index.m3u8'],
          outputDetails: [
            {
              outputFilePaths: ['s3://lectern/media/one/index_360p.m3u8'],
              durationInMs: 3000,
              videoDetails: { widthInPx: 640, heightInPx: 360 },
            },
            { outputFilePaths: ['s3://lectern/media/one/index_180p.m3u8'] },
          ],
        },
        {
          type: 'FILE_GROUP',
          outputDetails: [
            { outputFilePaths: ['s3://lectern/media/one/index_poster.0000001.jpg'] },
            { outputFilePaths: ['s3://lectern/media/one/index_thumb.0000002.jpg'] },
          ],
        },
      ],
    },
  })
  expect(await readdir(join(state, 'work'))).toEqual([])
})

test.each([
  ['none', 1404],
  ['text', 1010],
  ['sound', 1020],
  ['cut', 1076],
  ['silent', 1040],
])('fails a job with the input "%s" with %i', async (source, code) => {
  const { client, statuses, events } = await startStandIn()
  const { Id } = await createTestJob(client, { source, output: 'never' })
  const failed = await waitForEnd(client, Id)
  expect(failed).toMatchObject({ Status: 'ERROR', ErrorCode: code, ErrorMessage: expect.stringMatching(/./) })
  expect(statuses(Id!).at(-1)).toBe('ERROR')
  expect(events.at(-1)?.detail).toMatchObject({ errorCode: code, errorMessage: failed.ErrorMessage })
  await expect(headObject('media/never/index.m3u8')).rejects.toMatchObject({ name: 'NotFound' })
})

test('encodes a silent video without audio', async () => {
  const { client } = await startStandIn()
  await waitForEnd(client, (await createTestJob(client, { source: 'silent', output: 'quiet', isSilent: true })).Id)
  expect((await readObject('media/quiet/index.m3u8')).toString()).toMatch(/CODECS="avc1\.[0-9a-f]{6}"/)
})

test('fails a job with 1401 when S3 rejects the credentials', async () => {
  const { client } = await startStandIn({ s3: { ...s3, secretAccessKey: 'wrong' } })
  expect(await waitForEnd(client, (await createTestJob(client)).Id)).toMatchObject({ Status: 'ERROR', ErrorCode: 1401 })
})

test('reports recoverable damage as a warning, in the job and in two events', async () => {
  const damaged = await encodeTestVideo([testPattern(4), tone(4)])
  damaged.fill(0xa5, damaged.length * 0.4, damaged.length * 0.4 + 5000)
  await putObject('sources/damaged', damaged)
  const { client, detailsOf } = await startStandIn()
  const { Id } = await createTestJob(client, { source: 'damaged', output: 'damaged' })
  const { Status, Warnings, Messages } = await waitForEnd(client, Id)
  expect({ Status, Warnings }).toEqual({ Status: 'COMPLETE', Warnings: [{ Code: 220000, Count: expect.any(Number) }] })
  const warningEvent = detailsOf(Id!).find(({ status }) => status === 'NEW_WARNING')
  expect(warningEvent).toMatchObject({ warningCode: '220000', warningMessage: Messages?.Warning?.[0] })
  expect(detailsOf(Id!).at(-1)).toMatchObject({ warnings: [{ code: 220000, count: Warnings?.[0]?.Count }] })
})

test('appends a last segment that is too short to the previous one', async () => {
  await putObject('sources/odd-end', await encodeTestVideo([testPattern(4.5), tone(4.5)]))
  const { client } = await startStandIn()
  const { Id } = await createTestJob(client, { source: 'odd-end', output: 'joined', minFinalSegmentLength: 1 })
  expect((await waitForEnd(client, Id)).Status).toBe('COMPLETE')
  const [rendition] = await readStream('joined')
  expect(rendition?.segmentSeconds).toEqual([2, 2.5])
  await expect(headObject('media/joined/index_180p_00003.ts')).rejects.toMatchObject({ name: 'NotFound' })
  const { stderr } = await run(tools.ffmpeg, ['-v', 'error', '-i', rendition!.path, '-f', 'null', '-'], {
    env: ffmpegEnvironment,
  })
  expect(stderr).toBe('')
})
