import { expect, test } from 'vitest'
import { matchesEtag } from '../../etag.ts'
import { parseRange } from './range.ts'

test.each([
  [undefined, null],
  ['bytes=0-3', { start: 0, end: 3 }],
  ['bytes=4-', { start: 4, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-30', { start: 0, end: 9 }],
  ['bytes=8-99', { start: 8, end: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=3-2', null],
  ['bytes=-', null],
  ['bytes=0-1,4-5', null],
  ['lines=0-3', null],
])('parseRange of 10 bytes maps %s to %o', (header, expected) => {
  expect(parseRange(header, 10)).toEqual(expected)
})

test('parseRange is unsatisfiable for an empty object', () => {
  expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable')
})

test('matchesEtag finds weak and strong ETags in a list', () => {
  expect(matchesEtag('"a", W/"b"', 'b')).toBe(true)
  expect(matchesEtag('*', 'b')).toBe(true)
  expect(matchesEtag('"a"', 'b')).toBe(false)
  expect(matchesEtag(undefined, 'b')).toBe(false)
})
