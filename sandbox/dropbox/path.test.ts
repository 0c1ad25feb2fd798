import { expect, test } from 'vitest'
import { identity } from './path.ts'

test('names are one to Dropbox whatever their case and normal form', () => {
  expect(identity('Intro.MP4')).toBe('intro.mp4')
  expect(identity('E\u0301tude')).toBe(identity('éTUDE'))
  expect(identity('ΟΔΟΣ')).toBe('οδοσ')
  expect(identity('İ')).toBe('i')
  expect(identity('😀Ä')).toBe('😀ä')
})
