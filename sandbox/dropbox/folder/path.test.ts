import { expect, test } from 'vitest'
import { toPathLower } from './path.ts'

test('names are one to Dropbox whatever their case and normal form', () => {
  expect(toPathLower('Intro.MP4')).toBe('intro.mp4')
  expect(toPathLower('E\u0301tude')).toBe(toPathLower('éTUDE'))
  expect(toPathLower('ΟΔΟΣ')).toBe('οδοσ')
  expect(toPathLower('İ')).toBe('i')
  expect(toPathLower('😀Ä')).toBe('😀ä')
})
