import { expect, test } from 'vitest'
import { codecNames, masterPlaylist, segmentsOf } from './master-playlist.ts'

test('lists the renditions in the order of the job', () => {
  const rendition = { averageBitrate: 700_000.2, codecs: 'avc1.64001e,mp4a.40.2', framesPerSecond: 30_000 / 1001 }
  const playlist = masterPlaylist([
    { ...rendition, name: 'index_480p.m3u8', peakBitrate: 900_000.5, width: 854, height: 480 },
    { ...rendition, name: 'index_360p.m3u8', peakBitrate: 800_000, width: 640, height: 360 },
  ])
  expect(playlist).toBe(`#EXTM3U
#EXT-X-VERSION:6
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-STREAM-INF:BANDWIDTH=900001,AVERAGE-BANDWIDTH=700001,CODECS="avc1.64001e,mp4a.40.2",RESOLUTION=854x480,FRAME-RATE=29.970
index_480p.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=800000,AVERAGE-BANDWIDTH=700001,CODECS="avc1.64001e,mp4a.40.2",RESOLUTION=640x360,FRAME-RATE=29.970
index_360p.m3u8
`)
})

test('names codecs by profile and level', () => {
  expect(codecNames('High', 31, true)).toBe('avc1.64001f,mp4a.40.2')
  expect(codecNames('Constrained Baseline', 13, false)).toBe('avc1.42c00d')
})

test('reads segments with their durations', () => {
  expect(
    segmentsOf('#EXTM3U\n#EXTINF:4.000000,\na_00001.ts\n#EXTINF:1.5,\n#EXT-X-X\na_00002.ts\n#EXT-X-ENDLIST\n'),
  ).toEqual([
    { name: 'a_00001.ts', seconds: 4 },
    { name: 'a_00002.ts', seconds: 1.5 },
  ])
})
