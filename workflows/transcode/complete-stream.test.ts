import { expect, test } from 'vitest'
import { ladder } from '../mediaconvert/ladder.ts'
import { checkBoundaries, parseSegments, renditionUris } from './complete-stream.ts'

const film = {
  ...{ width: 854, height: 480, durationSeconds: 9.5, frameRate: 25 },
  ...{ hasAudio: false, interlaced: false, hdr: false },
}
const rungs = ladder(film.width, film.height)

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

test('a master playlist that lists the ladder is whole, in whatever order', () => {
  expect(renditionUris(master(small!, large!), rungs)).toEqual(['index_480p.m3u8', 'index_360p.m3u8'])
})

test.each([
  ['one is missing', master(large!), 'lists no 360p of 640×360'],
  ['one has another size', master(large!, entry('360p', '640x358')), 'lists no 360p of 640×360'],
  ['there is one too many', master(large!, small!, entry('720p', '1280x720')), '3 renditions instead of 2'],
  ['it is a rendition', playlist([4, 4, 1.5]), 'lists no 480p'],
  ['it is cut off', master(large!, '#EXT-X-STREAM-INF:RESOLUTION=640x360'), 'breaks a rule of HLS'],
  ['it is empty', '', 'breaks a rule of HLS'],
])('a master playlist is refused when %s', (_, text, words) => {
  expect(() => renditionUris(text, rungs)).toThrow(words)
})

test('a rendition is whole when it has ended and is as long as the film', () => {
  expect(parseSegments(playlist([4, 4, 1.1]), 'a.m3u8', film)).toEqual([
    { uri: 'index_0.ts', seconds: 4 },
    { uri: 'index_1.ts', seconds: 4 },
    { uri: 'index_2.ts', seconds: 1.1 },
  ])
})

test('only sound may go on when the picture is over', () => {
  const longer = playlist([4, 4, 4])
  expect(parseSegments(longer, 'a.m3u8', { ...film, hasAudio: true })).toHaveLength(3)
  expect(() => parseSegments(longer, 'a.m3u8', film)).toThrow('a.m3u8 is 12.0 s long, the video 9.5 s')
})

test.each([
  ['it goes on', playlist([4, 4, 1.5], ''), 'not at its end'],
  ['it has no segments', playlist([]), 'not at its end'],
  ['it is a master playlist', master(large!), 'not at its end'],
  ['its end is missing', playlist([4, 4]), 'a.m3u8 is 8.0 s long, the video 9.5 s'],
  ['a segment is longer than it says', playlist([5.6, 4]), 'breaks a rule of HLS'],
])('a rendition is refused when %s', (_, text, words) => {
  expect(() => parseSegments(text, 'a.m3u8', { ...film, hasAudio: true })).toThrow(words)
})

test('renditions are cut at the same places, give or take a frame', () => {
  const first = rendition('a.m3u8', 4, 4, 1.5)
  expect(() => checkBoundaries([first, rendition('b.m3u8', 4.04, 3.96, 1.5)], film)).not.toThrow()
  expect(() => checkBoundaries([first, rendition('b.m3u8', 4.2, 3.8, 1.5)], { ...film, frameRate: 5 })).not.toThrow()
  expect(() => checkBoundaries([first, rendition('b.m3u8', 4, 4.1, 1.4)], film)).toThrow(
    'b.m3u8 and a.m3u8 are cut at different places',
  )
  expect(() => checkBoundaries([first, rendition('b.m3u8', 4, 5.5)], film)).toThrow('2 segments, a.m3u8 3')
})
