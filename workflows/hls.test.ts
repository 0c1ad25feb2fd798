import { expect, test } from 'vitest'
import { readMaster, readRendition } from './hls.ts'

test('a master playlist is read with sizes, whatever stands between', () => {
  const text =
    '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=854x480\nindex_480p.m3u8\n\n#EXT-X-STREAM-INF:BANDWIDTH=2\n#x\nindex_360p.m3u8\n'
  expect(readMaster(text)).toEqual([
    { uri: 'index_480p.m3u8', width: 854, height: 480 },
    { uri: 'index_360p.m3u8', width: 0, height: 0 },
  ])
})

test('a rendition is read with its segments, and whether it has ended', () => {
  const text = '#EXTM3U\n#EXTINF:4.0,\na.ts\n#EXTINF:1.5,\nb.ts\n'
  expect(readRendition(text)).toEqual({
    segments: [
      { uri: 'a.ts', seconds: 4 },
      { uri: 'b.ts', seconds: 1.5 },
    ],
    ended: false,
  })
  expect(readRendition(`${text}#EXT-X-ENDLIST\n`).ended).toBe(true)
})
