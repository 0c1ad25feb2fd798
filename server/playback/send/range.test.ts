import { expect, test } from 'vitest'
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
