import { fileFaultCode } from '@lectern/domain/transcode/failed-videos'
import { expect, test } from 'vitest'
import { ladder } from '../mediaconvert/ladder.ts'
import { buildSourceVideo } from '../test/source-video.ts'
import { checkBoundaries, IncompleteStream, parseSegments, renditionUris } from './complete-stream.ts'

const video = buildSourceVideo({ width: 854, height: 480, durationSeconds: 9.5, hasAudio: false })
const rungs = ladder(video.width, video.height, 'h264-3')

const entry = (name: string, size: string) =>
  `#EXT-X-STREAM-INF:BANDWIDTH=1400000,AVERAGE-BANDWIDTH=900000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=${size},FRAME-RATE=25.000\nindex_${name}.m3u8`
const master = (...entries: string[]) => ['#EXTM3U', '#EXT-X-VERSION:3', ...entries, ''].join('\n')
const [large, small] = [entry('480p', '854x480'), entry('360p', '640x360')]

const playlist = (seconds: number[], end = '#EXT-X-ENDLIST') => {
  const segments = seconds.flatMap((length, index) => [`#EXTINF:${length.toFixed(3)},`, `index_${index}.ts`])
  return ['#EXTM3U', '#EXT-X-VERSION:3', '#EXT-X-TARGETDURATION:4', ...segments, end, ''].join('\n')
}
const rendition = (uri: string, ...lengths: number[]) => {
  const segments = lengths.map((seconds, index) => ({ uri: `${index}.ts`, seconds }))
  return { width: 2, height: 2, uri, segments }
}

test('accepts a master playlist that lists the ladder, in any order', () => {
  expect(renditionUris(master(small!, large!), rungs)).toEqual(['index_480p.m3u8', 'index_360p.m3u8'])
})

test.each([
  ['a rendition is missing', master(large!), 'lists no 360p of 640×360'],
  ['a rendition has another size', master(large!, entry('360p', '640x358')), 'lists no 360p of 640×360'],
  ['there is one rendition too many', master(large!, small!, entry('720p', '1280x720')), '3 renditions instead of 2'],
  ['it is a rendition', playlist([4, 4, 1.5]), 'lists no 480p'],
  ['it is cut off', master(large!, '#EXT-X-STREAM-INF:RESOLUTION=640x360'), 'is not valid HLS'],
  ['it is empty', '', 'is not valid HLS'],
])('rejects a master playlist when %s', (_, text, message) => {
  expect(() => renditionUris(text, rungs)).toThrow(message)
})

/** Returns what the author reads about a stream that cannot be shown. */
function problemOf(check: () => unknown) {
  try {
    check()
  } catch (error) {
    if (error instanceof IncompleteStream) return error.problem
    throw error
  }
  return null
}

test('asks to try again only if a part of the result is missing, for the same file is always converted in the same way', () => {
  const missing = [() => parseSegments(playlist([4, 4, 1.5], ''), 'a.m3u8', video)]
  const invalid = [
    () => renditionUris(master(large!), rungs),
    () => renditionUris(master(large!, small!, entry('720p', '1280x720')), rungs),
    () => renditionUris('', rungs),
    () => parseSegments(playlist([4, 4, 4]), 'a.m3u8', video),
    () => checkBoundaries([rendition('a.m3u8', 4, 4, 1.5), rendition('b.m3u8', 4, 5.5)], video),
    () => checkBoundaries([rendition('a.m3u8', 4, 4, 1.5), rendition('b.m3u8', 4, 4.1, 1.4)], video),
  ]
  for (const check of missing)
    expect(problemOf(check)).toEqual({ code: 'OUTPUT_INCOMPLETE', message: expect.stringContaining('Try again.') })
  for (const check of invalid)
    expect(problemOf(check)).toEqual({ code: fileFaultCode, message: expect.not.stringMatching(/try again/i) })
})

test.each([
  [312.4, 1805, 'The picture ends at 5:12 of 30:05.'],
  [0.4, 6, 'Almost none of the picture could be converted.'],
])('says where the picture ends: after %d of %d seconds', (seconds, ofSeconds, message) => {
  const longer = buildSourceVideo({ durationSeconds: ofSeconds })
  const segments = Array.from({ length: Math.floor(seconds / 4) }, () => 4)
  const text = playlist([...segments, seconds - 4 * segments.length])
  expect(problemOf(() => parseSegments(text, 'a.m3u8', longer))).toEqual({
    ...{
      code: fileFaultCode,
      message: `${message} The file may be damaged: export it again as MP4 (H.264 with AAC audio) and replace it.`,
    },
  })
})

test('accepts a rendition that has ended and is as long as the video', () => {
  expect(parseSegments(playlist([4, 4, 1.1]), 'a.m3u8', video)).toEqual([
    { uri: 'index_0.ts', seconds: 4 },
    { uri: 'index_1.ts', seconds: 4 },
    { uri: 'index_2.ts', seconds: 1.1 },
  ])
})

test('lets the stream continue after the picture, to the end of the sound', () => {
  const longer = playlist([4, 4, 4])
  expect(parseSegments(longer, 'a.m3u8', { ...video, durationSeconds: 12, hasAudio: true })).toHaveLength(3)
  expect(() => parseSegments(longer, 'a.m3u8', video)).toThrow('a.m3u8 lasts 12.0 seconds, the video 9.5 seconds')
})

test.each([
  ['it has not ended', playlist([4, 4, 1.5], ''), 'has not ended'],
  ['it has no segments', playlist([]), 'has not ended'],
  ['it is a master playlist', master(large!), 'has not ended'],
  ['its end is missing', playlist([4, 4]), 'a.m3u8 lasts 8.0 seconds, the video 9.5 seconds'],
  ['a segment is longer than the target duration', playlist([5.6, 4]), 'is not valid HLS'],
])('rejects a rendition when %s', (_, text, message) => {
  expect(() => parseSegments(text, 'a.m3u8', { ...video, hasAudio: true })).toThrow(message)
})

test('accepts renditions that are cut at the same times, give or take a frame', () => {
  const first = rendition('a.m3u8', 4, 4, 1.5)
  expect(() => checkBoundaries([first, rendition('b.m3u8', 4.04, 3.96, 1.5)], video)).not.toThrow()
  expect(() => checkBoundaries([first, rendition('b.m3u8', 4.2, 3.8, 1.5)], { ...video, frameRate: 5 })).not.toThrow()
  expect(() => checkBoundaries([first, rendition('b.m3u8', 4, 4.1, 1.4)], video)).toThrow(
    'b.m3u8 and a.m3u8 are cut at different times',
  )
  expect(() => checkBoundaries([first, rendition('b.m3u8', 4, 5.5)], video)).toThrow('2 segments, a.m3u8 3')
})
