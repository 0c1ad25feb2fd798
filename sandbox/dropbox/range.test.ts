import { expect, test } from 'vitest'
import { readRange } from './range.ts'

test('ranges are read as RFC 9110 says', () => {
  expect(readRange(undefined, 10)).toBe('whole')
  expect(readRange('bytes=2-4', 10)).toEqual({ first: 2, last: 4 })
  expect(readRange('bytes=2-', 10)).toEqual({ first: 2, last: 9 })
  expect(readRange('bytes=-3', 10)).toEqual({ first: 7, last: 9 })
  expect(readRange('bytes=-30', 10)).toEqual({ first: 0, last: 9 })
  expect(readRange('bytes=5-99', 10)).toEqual({ first: 5, last: 9 })
  expect(readRange('bytes=10-', 10)).toBe('none')
  expect(readRange('bytes=0-', 0)).toBe('none')
  expect(readRange('bytes=-0', 10)).toBe('none')
  for (const ignored of ['bytes=4-2', 'bytes=0-1,3-4', 'bytes=-', 'lines=1-2'])
    expect(readRange(ignored, 10)).toBe('whole')
})
