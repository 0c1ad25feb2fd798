import { expect, test } from 'vitest'
import { parseRenditions } from './renditions.ts'

test('the renditions of a master playlist are its streams with a picture, the largest first', () => {
  const text = [
    '#EXTM3U',
    '#EXT-X-STREAM-INF:BANDWIDTH=380000,AVERAGE-BANDWIDTH=300000,RESOLUTION=426x240,CODECS="avc1.42c015,mp4a.40.2"',
    'index_240p.m3u8',
    '#EXT-X-STREAM-INF:AVERAGE-BANDWIDTH=1000000,BANDWIDTH=1200000,RESOLUTION=1280x720',
    'index_720p.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=96000,CODECS="mp4a.40.2"',
    'sound.m3u8',
  ].join('\r\n')
  expect(parseRenditions(text)).toEqual([
    { width: 1280, height: 720, bitsPerSecond: 1_200_000 },
    { width: 426, height: 240, bitsPerSecond: 380_000 },
  ])
  expect(parseRenditions('Not found')).toEqual([])
})
