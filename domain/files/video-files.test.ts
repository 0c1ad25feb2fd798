import { expect, test } from 'vitest'
import { eventRules } from '../../sandbox/eventbridge/rules.ts'
import { isVideo, videoExtensions } from './video-files.ts'

test('recognizes videos by their extension, in any letter case', () => {
  const extensions = ['mp4', 'm4v', 'mov', 'webm', 'mkv', 'avi', 'wmv', 'mpg', 'mpeg', 'ogv', 'ogg', '3gp', 'flv']
  for (const extension of extensions) {
    expect(isVideo(`videos/one.${extension}`)).toBe(true)
    expect(isVideo(`videos/ONE.${extension.toUpperCase()}`)).toBe(true)
  }
})

test('does not count TypeScript programs or the segments of an HLS stream as videos', () => {
  for (const path of ['scripts/player.d.ts', 'scripts/player.ts', 'stream/index.m3u8', 'stream/index_00001.ts'])
    expect(isVideo(path)).toBe(false)
})

test('lists the extensions that the EventBridge rules report, which operators install', () => {
  const rules = JSON.stringify(eventRules('lectern'))
  const reported = [...rules.matchAll(/"wildcard":"draft\/\*\.(\w+)"/g)].map(([, extension]) => extension)
  const expected = videoExtensions.flatMap(extension => [extension, extension.toUpperCase()])
  expect(reported.toSorted()).toEqual(expected.toSorted())
})

test('matches an extension only at the end of the path, after a dot', () => {
  for (const path of ['video.mp4.html', 'video.mp4/index.html', 'mp4', 'aboutmp4', 'video.mp44'])
    expect(isVideo(path)).toBe(false)
})
