import { expect, test } from 'vitest'
import { pageIn } from './page-in.ts'

test.each(['/', '/packages/cells?show=files#top', '/packages/%C3%A4'])('%j is a page of the admin', next => {
  expect(pageIn(next)).toBe(next)
})

test.each([
  null,
  '',
  'packages',
  '//example.org',
  '/\\example.org',
  '/\t/example.org',
  '/\n/example.org',
  'https://example.org',
])('%j is not', next => {
  expect(pageIn(next)).toBeNull()
})
