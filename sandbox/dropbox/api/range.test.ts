import { expect, test } from 'vitest'
import { parseRange } from './range.ts'

test('parses ranges as RFC 9110 says', () => {
  expect(parseRange(undefined, 10)).toBe('whole')
  expect(parseRange('bytes=2-4', 10)).toEqual({ first: 2, last: 4 })
  expect(parseRange('bytes=2-', 10)).toEqual({ first: 2, last: 9 })
  expect(parseRange('bytes=-3', 10)).toEqual({ first: 7, last: 9 })
  expect(parseRange('bytes=-30', 10)).toEqual({ first: 0, last: 9 })
  expect(parseRange('bytes=5-99', 10)).toEqual({ first: 5, last: 9 })
  expect(parseRange('bytes=10-', 10)).toBe('none')
  expect(parseRange('bytes=0-', 0)).toBe('none')
  expect(parseRange('bytes=-0', 10)).toBe('none')
  for (const ignored of ['bytes=4-2', 'bytes=0-1,3-4', 'bytes=-', 'lines=1-2'])
    expect(parseRange(ignored, 10)).toBe('whole')
})
