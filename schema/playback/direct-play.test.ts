import { expect, test } from 'vitest'
import { fallbacks } from './direct-play.ts'

const video = (path: string, browserPlayable: boolean | null = null, encodedAs: string | null = null) => ({
  path,
  browserPlayable: browserPlayable,
  encodedAs: encodedAs,
})
const found = (...videos: Parameters<typeof fallbacks>[0]) => Object.fromEntries(fallbacks(videos))

test('a file stands in for its own stream where a browser plays it', () => {
  expect(found(video('a.mp4', true), video('b.mp4', false), video('c.avi', true))).toEqual({
    'a.mp4': 'a.mp4',
    'b.mp4': null,
    'c.avi': 'c.avi',
  })
})

test('where nobody has looked into it, its name decides', () => {
  expect(found(video('a.MOV'), video('b.webm'), video('c.ogv'), video('d.mkv'))).toEqual({
    ...{ 'a.MOV': 'a.MOV', 'b.webm': 'b.webm' },
    ...{ 'c.ogv': null, 'd.mkv': null },
  })
})

test('of twins its own comes first, then the one that is streamed, then the first that plays', () => {
  const twins = (mp4: boolean) => [
    video('a.mp4', mp4),
    video('a.mov', true, 'a.mp4'),
    video('a.avi', false, 'a.mp4'),
    video('a.webm', true, 'a.mp4'),
  ]
  expect(found(...twins(true))).toEqual({
    ...{ 'a.mp4': 'a.mp4', 'a.mov': 'a.mov', 'a.avi': 'a.mp4', 'a.webm': 'a.webm' },
  })
  expect(found(...twins(false))).toMatchObject({ 'a.mp4': 'a.mov', 'a.avi': 'a.mov' })
})
