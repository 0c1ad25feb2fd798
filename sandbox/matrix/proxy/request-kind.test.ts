import { expect, test } from 'vitest'
import { requestKindOf } from './request-kind.ts'

const stream = `/media/${'a'.repeat(64)}/h264-5/1`

test.each([
  ['/graphql?query=x', 'graphql'],
  ['/preview/token/graphql?query=x', 'graphql'],
  ['/production/matrix/1/lectern/player.js', 'player.js'],
  ['/production/matrix/1/lectern/hls.js', 'hls.js'],
  ['/production/matrix/1/lectern/swap.js', 'player chunk'],
  [`${stream}/hls/index.m3u8`, 'master'],
  [`${stream}/hls/index_360p.m3u8`, 'rendition'],
  [`${stream}/hls/index_360p_00001.ts`, 'first segment'],
  [`${stream}/hls/index_360p_00002.ts`, 'other'],
  [`${stream}/hls/index_720p_00005.ts`, 'later segment'],
  [`${stream}/frames/index_poster.0000000.jpg`, 'poster'],
  ['/production/matrix/1/media/film.en.vtt', 'captions'],
  ['/production/matrix/1/media/odd%20names/a+b.mp4', 'file'],
  ['/production/matrix/1/src/index.html', 'page'],
  ['/production/matrix/1/src/', 'page'],
  ['/production/matrix/1/media/poster.jpg', 'other'],
])('%s is %s', (url, kind) => {
  expect(requestKindOf(url)).toBe(kind)
})
