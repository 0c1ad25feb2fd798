import { execFile } from 'node:child_process'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ffmpegEnvironment } from '../ffmpeg-environment.ts'
import { segmentsOf } from './master-playlist.ts'
import { create, data, ended, head, read, s3, setUp, start, tools } from './test-bench.ts'

const run = promisify(execFile)
setUp()

test('a job makes HLS in two sizes and pictures, and tells about it', async () => {
  const { client, events, statuses, state } = await start()
  const created = await create(client, {
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

  const done = await ended(client, created.Id)
  expect(done.ErrorMessage).toBeUndefined()
  expect(done).toMatchObject({ Status: 'COMPLETE', JobPercentComplete: 100, UserMetadata: { app: 'lectern' } })
  expect(done.OutputGroupDetails?.[0]?.OutputDetails?.[0]).toEqual({
    DurationInMs: expect.any(Number),
    VideoDetails: { WidthInPx: 640, HeightInPx: 360 },
  })

  const master = (await read('media/one/index.m3u8')).toString()
  expect(master).toMatch(
    /BANDWIDTH=\d+,AVERAGE-BANDWIDTH=\d+,CODECS="avc1\.[0-9a-f]{6},mp4a\.40\.2",RESOLUTION=640x360,FRAME-RATE=30\.000\nindex_360p\.m3u8\n.*RESOLUTION=320x180.*\nindex_180p\.m3u8\n$/,
  )
  const lengths: number[][] = []
  for (const size of ['360p', '180p']) {
    const child = (await read(`media/one/index_${size}.m3u8`)).toString()
    expect(child).toContain('#EXT-X-ENDLIST')
    const segments = segmentsOf(child)
    expect(segments.map(({ name }) => name)).toEqual([`index_${size}_00001.ts`, `index_${size}_00002.ts`])
    lengths.push(segments.map(({ seconds }) => seconds))
    for (const { name } of segments) expect((await head(`media/one/${name}`)).ContentLength).toBeGreaterThan(1000)
  }
  expect(lengths[0]).toEqual(lengths[1])
  expect(lengths[0]![0]).toBe(2)
  expect((await head('media/one/index.m3u8')).ContentType).toBe('application/vnd.apple.mpegurl')
  expect((await head('media/one/index_360p_00001.ts')).ContentType).toBe('video/mp2t')
  expect((await head('media/one/index_poster.0000000.jpg')).ContentType).toBe('image/jpeg')
  expect((await read('media/one/index_poster.0000001.jpg')).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
  await expect(head('media/one/index_poster.0000002.jpg')).rejects.toMatchObject({ name: 'NotFound' })

  expect(statuses(created.Id!)[0]).toBe('PROGRESSING')
  expect(statuses(created.Id!)).toContain('INPUT_INFORMATION')
  expect(statuses(created.Id!)).toContain('STATUS_UPDATE')
  expect(events.at(-1)).toMatchObject({
    source: 'aws.mediaconvert',
    'detail-type': 'MediaConvert Job State Change',
    resources: [created.Arn],
    detail: {
      status: 'COMPLETE',
      timestamp: expect.any(Number),
      accountId: '111122223333',
      userMetadata: { app: 'lectern', videoId: 'v1' },
      outputGroupDetails: [
        {
          type: 'HLS_GROUP',
          playlistFilePaths: ['s3://lectern/media/one/index.m3u8'],
          outputDetails: [
            {
              outputFilePaths: ['s3://lectern/media/one/index_360p.m3u8'],
              durationInMs: expect.any(Number),
              videoDetails: { widthInPx: 640, heightInPx: 360 },
            },
            { outputFilePaths: ['s3://lectern/media/one/index_180p.m3u8'] },
          ],
        },
        {
          type: 'FILE_GROUP',
          outputDetails: [{ outputFilePaths: ['s3://lectern/media/one/index_poster.0000001.jpg'] }],
        },
      ],
    },
  })
  expect(await readdir(join(state, 'work'))).toEqual([])
})

test('every segment can be decoded and begins with a key frame', async () => {
  const { client } = await start()
  await ended(client, (await create(client, { output: 'decoded' })).Id)
  const path = join(data, 'segment.ts')
  await writeFile(path, await read('media/decoded/index_180p_00002.ts'))
  const ask = ['-v', 'error', '-select_streams', 'v', '-show_entries', 'frame=key_frame', '-of', 'csv=p=0', path]
  const { stdout, stderr } = await run(tools.ffprobe, ask, { env: ffmpegEnvironment })
  expect(stderr).toBe('')
  expect(stdout.split('\n')[0]).toMatch(/^1/)
})

test.each([
  ['none', 1404],
  ['text', 1010],
  ['sound', 1020],
  ['cut', 1076],
  ['silent', 1040],
])('the input «%s» ends the job with %i', async (source, code) => {
  const { client, statuses, events } = await start()
  const { Id } = await create(client, { source, output: 'never' })
  const failed = await ended(client, Id)
  expect(failed).toMatchObject({ Status: 'ERROR', ErrorCode: code, ErrorMessage: expect.stringMatching(/./) })
  expect(statuses(Id!).at(-1)).toBe('ERROR')
  expect(events.at(-1)?.detail).toMatchObject({ errorCode: code, errorMessage: failed.ErrorMessage })
  await expect(head('media/never/index.m3u8')).rejects.toMatchObject({ name: 'NotFound' })
})

test('a silent film becomes a silent stream when no sound is asked for', async () => {
  const { client } = await start()
  await ended(client, (await create(client, { source: 'silent', output: 'quiet', silent: true })).Id)
  expect((await read('media/quiet/index.m3u8')).toString()).toMatch(/CODECS="avc1\.[0-9a-f]{6}"/)
})

test('credentials that S3 refuses end the job with 1401', async () => {
  const { client } = await start({ s3: { ...s3, secretAccessKey: 'wrong' } })
  expect(await ended(client, (await create(client)).Id)).toMatchObject({ Status: 'ERROR', ErrorCode: 1401 })
})
