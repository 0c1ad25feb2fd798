import { expect, test } from 'vitest'
import { buildOutputs, masterPlaylist, renditionPlaylist } from '../test/job-outputs.ts'

test('a whole stream is READY with its keys, and with each rendition for the bill', async () => {
  const { finish, verify, prefix } = await buildOutputs()
  await finish()
  expect(await verify()).toEqual({
    status: 'READY',
    masterKey: `${prefix}hls/index.m3u8`,
    posterKey: `${prefix}frames/index_poster.0000000.jpg`,
    storyboardKey: `${prefix}storyboard/storyboard.vtt`,
    ...{ width: 854, height: 480, durationSeconds: 9.5, outputSeconds: 19 },
    renditions: [
      { width: 854, height: 480, seconds: 9.5 },
      { width: 640, height: 360, seconds: 9.5 },
    ],
  })
})

test.each([
  ['hls/index.m3u8', 'hls/index.m3u8 is missing'],
  ['hls/index_360p.m3u8', 'hls/index_360p.m3u8 is missing'],
  ['hls/index_480p_00001.ts', 'hls/index_480p_00001.ts is missing'],
  ['hls/index_360p_00003.ts', 'hls/index_360p_00003.ts is missing'],
  ['frames/index_poster.0000000.jpg', 'frames/index_poster.0000000.jpg is missing'],
  ['storyboard/storyboard.vtt', 'storyboard/storyboard.vtt is missing'],
  ['storyboard/sheet-1.jpg', 'storyboard/sheet-1.jpg is missing'],
])('without %s, or when it is empty, the attempt failed and says so', async (name, words) => {
  const { finish, verify, remove, write } = await buildOutputs()
  await finish()
  const failed = { status: 'FAILED', error: { code: 'OUTPUT_INCOMPLETE', message: expect.stringContaining(words) } }
  await remove(name)
  expect(await verify()).toEqual(failed)
  await write(name, '')
  expect(await verify()).toEqual(failed)
})

test.each([
  ['a rendition that has not ended', 'hls/index_360p.m3u8', '#EXTM3U\n#EXT-X-TARGETDURATION:4\n', 'not at its end'],
  [
    'renditions cut at other places',
    'hls/index_360p.m3u8',
    renditionPlaylist('360p', [4, 3.5, 2]),
    'cut at different places',
  ],
  ['a rendition that ends early', 'hls/index_360p.m3u8', renditionPlaylist('360p', [4, 4]), '8.0 s long'],
  ['a rendition too few', 'hls/index.m3u8', masterPlaylist.split('\n').slice(0, 4).join('\n'), 'lists no 360p'],
])('%s fails the attempt', async (_, name, body, words) => {
  const { finish, verify, write } = await buildOutputs()
  await finish()
  await write(name, body)
  const message = expect.stringContaining(words)
  expect(await verify()).toEqual({ status: 'FAILED', error: { code: 'OUTPUT_INCOMPLETE', message } })
})

test('an S3 that is away says nothing about the stream', async () => {
  const { finish, verify, faults } = await buildOutputs()
  await finish()
  faults.add([{ target: 's3', operation: '*', times: 100, kind: 'status', status: 503 }])
  await expect(verify()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } })
  await expect(finish()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } })
})
