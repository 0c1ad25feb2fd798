import { expect, test } from 'vitest'
import { ladder } from './ladder.ts'

const names = (width: number, height: number) =>
  ladder(width, height).map(rung => `${rung.name} ${rung.width}x${rung.height}`)

test.each([
  [1920, 1080, ['480p 854x480', '360p 640x360', '720p 1280x720', '1080p 1920x1080']],
  [1080, 1920, ['480p 480x854', '360p 360x640', '720p 720x1280', '1080p 1080x1920']],
  [854, 476, ['480p 854x476', '360p 646x360']],
  [640, 360, ['360p 640x360']],
  [321, 241, ['242p 322x242']],
  [3840, 2160, ['480p 854x480', '360p 640x360', '720p 1280x720', '1080p 1920x1080']],
])('%i×%i gets no rendition larger than itself, with 480p first', (width, height, expected) => {
  expect(names(width, height)).toEqual(expected)
})

test('a video smaller than the minimum output is enlarged to it', () => {
  expect(names(48, 24)).toEqual(['32p 64x32'])
})

test('a panorama is no wider than devices can decode', () => {
  expect(names(8000, 1000)).toEqual(['480p 3840x480', '360p 2880x360', '720p 4096x512'])
})
