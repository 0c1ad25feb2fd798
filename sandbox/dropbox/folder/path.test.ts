import { expect, test } from 'vitest'
import { toPathLower } from './path.ts'

test('ignores letter case and Unicode normalization, as Dropbox does', () => {
  expect(toPathLower('Intro.MP4')).toBe('intro.mp4')
  expect(toPathLower('E\u0301tude')).toBe(toPathLower('éTUDE'))
  expect(toPathLower('ΟΔΟΣ')).toBe('οδοσ')
  expect(toPathLower('İ')).toBe('i')
  expect(toPathLower('😀Ä')).toBe('😀ä')
})
