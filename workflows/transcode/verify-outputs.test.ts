import { expect, test } from 'vitest'
import { buildOutputs, encodeSegment, masterPlaylist, renditionPlaylist } from '../test/job-outputs.ts'

test('reports a complete stream as READY, with its keys and with each rendition for the bill', async () => {
  const { finish, verify, prefix } = await buildOutputs()
  await finish()
  expect(await verify()).toEqual({
    status: 'READY',
    masterKey: `${prefix}hls/index.m3u8`,
    posterKey: `${prefix}frames/index_poster.0000000.jpg`,
    storyboardKey: `${prefix}storyboard/storyboard.vtt`,
    ...{ width: 854, height: 480, durationSeconds: 9.5 },
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
])('fails the attempt, and names the output in the log, when %s is missing or empty', async (name, reason) => {
  const { finish, verify, remove, write, reasons } = await buildOutputs()
  await finish()
  const failed = {
    status: 'FAILED',
    error: { code: 'OUTPUT_INCOMPLETE', message: expect.stringContaining('Try again.') },
  }
  await remove(name)
  expect(await verify()).toEqual(failed)
  expect(reasons()).toEqual([reason])
  await write(name, '')
  expect(await verify()).toEqual(failed)
})

test.each([
  [
    'a rendition that has not ended',
    'hls/index_360p.m3u8',
    '#EXTM3U\n#EXT-X-TARGETDURATION:4\n',
    'has not ended',
    'OUTPUT_INCOMPLETE',
  ],
  [
    'renditions cut at different times',
    'hls/index_360p.m3u8',
    renditionPlaylist('360p', [4, 3.5, 2]),
    'cut at different times',
    'VIDEO_FAILED',
  ],
  [
    'a missing rendition',
    'hls/index.m3u8',
    masterPlaylist.split('\n').slice(0, 4).join('\n'),
    'lists no 360p',
    'VIDEO_FAILED',
  ],
])('fails the attempt for %s', async (_, name, body, reason, code) => {
  const { finish, verify, write, reasons } = await buildOutputs()
  await finish()
  await write(name, body)
  expect(await verify()).toMatchObject({ status: 'FAILED', error: { code } })
  expect(reasons()).toEqual([expect.stringContaining(reason)])
})

test('says how much of the video was converted when a rendition ends early', async () => {
  const { finish, verify, write } = await buildOutputs()
  await finish()
  await write('hls/index_360p.m3u8', renditionPlaylist('360p', [4, 4]))
  const message = expect.stringContaining('The picture ends at 0:08 of 0:10.')
  expect(await verify()).toEqual({ status: 'FAILED', error: { code: 'VIDEO_FAILED', message } })
})

test('reads when picture and sound of the segments end', async () => {
  const { finish, verify, write, reasons } = await buildOutputs()
  await finish()
  const [first, last, silent, quiet] = await Promise.all([
    ...[encodeSegment(0, 4), encodeSegment(8, 1.5), encodeSegment(8, 1.5, 0), encodeSegment(4, 4, 1)],
  ])
  for (const name of ['480p', '360p']) {
    await write(`hls/index_${name}_00001.ts`, first!)
    await write(`hls/index_${name}_00003.ts`, last!)
  }
  expect(await verify()).toMatchObject({ status: 'READY', durationSeconds: 9.5 })
  await write('hls/index_360p_00003.ts', silent!)
  await write('hls/index_360p_00002.ts', quiet!)
  const message = expect.stringContaining('The sound ends at 0:05 of 0:10.')
  expect(await verify()).toEqual({ status: 'FAILED', error: { code: 'VIDEO_FAILED', message } })
  expect(reasons()).toEqual([expect.stringMatching(/^the sound of index_360p.m3u8 ends at .*, not at 9.5$/)])
})

test('throws when S3 is unavailable, because that says nothing about the stream', async () => {
  const { finish, verify, faults } = await buildOutputs()
  await finish()
  faults.add([{ target: 's3', operation: '*', times: 100, kind: 'status', status: 503 }])
  await expect(verify()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } })
  await expect(finish()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } })
})
