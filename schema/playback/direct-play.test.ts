import { expect, test } from 'vitest'
import { fallbacks } from './direct-play.ts'

const video = (path: string, browserPlayable: boolean | null = null, encodedAs: string | null = null) => ({
  path,
  browserPlayable: browserPlayable,
  encodedAs: encodedAs,
})
const fallbacksOf = (...videos: Parameters<typeof fallbacks>[0]) => Object.fromEntries(fallbacks(videos))

test('a file replaces its own stream if browsers can play it', () => {
  expect(fallbacksOf(video('a.mp4', true), video('b.mp4', false), video('c.avi', true))).toEqual({
    'a.mp4': 'a.mp4',
    'b.mp4': null,
    'c.avi': 'c.avi',
  })
})

test('the name of a file decides if it was not probed', () => {
  expect(fallbacksOf(video('a.MOV'), video('b.webm'), video('c.ogv'), video('d.mkv'))).toEqual({
    ...{ 'a.MOV': 'a.MOV', 'b.webm': 'b.webm' },
    ...{ 'c.ogv': null, 'd.mkv': null },
  })
})

test('a video prefers its own file, then the encoded alternate source, then the first that is playable', () => {
  const alternates = (mp4: boolean) => [
    video('a.mp4', mp4),
    video('a.mov', true, 'a.mp4'),
    video('a.avi', false, 'a.mp4'),
    video('a.webm', true, 'a.mp4'),
  ]
  expect(fallbacksOf(...alternates(true))).toEqual({
    ...{ 'a.mp4': 'a.mp4', 'a.mov': 'a.mov', 'a.avi': 'a.mp4', 'a.webm': 'a.webm' },
  })
  expect(fallbacksOf(...alternates(false))).toMatchObject({ 'a.mp4': 'a.mov', 'a.avi': 'a.mov' })
})
