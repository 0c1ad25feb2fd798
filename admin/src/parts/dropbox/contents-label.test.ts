import { expect, test } from 'vitest'
import { contentsLabel } from './contents-label.ts'

const contents = { files: 55, pages: 12, videos: 3, bytes: 8_700_000, complete: true }

test('contentsLabel says what a folder holds', () => {
  expect(contentsLabel(contents)).toBe('12 pages, 3 videos, 40 other files · 8.7 MB')
  expect(contentsLabel({ ...contents, files: 13, videos: 0 })).toBe('12 pages, 1 other file · 8.7 MB')
  expect(contentsLabel({ ...contents, complete: false })).toBe('More than 12 pages, 3 videos, 40 other files · 8.7 MB')
  expect(contentsLabel({ ...contents, files: 2, pages: 0, videos: 0 })).toBe('No pages, 2 other files · 8.7 MB')
  expect(contentsLabel({ ...contents, files: 0, pages: 0, videos: 0 })).toBe('No files yet')
  expect(contentsLabel(null)).toBeNull()
})
