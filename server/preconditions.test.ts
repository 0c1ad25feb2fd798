import { expect, test } from 'vitest'
import { findFailedPrecondition } from './preconditions.ts'

const precondition = (ifMatch: string | undefined, ifNoneMatch: string | undefined, ...etags: string[]) => {
  const failed = findFailedPrecondition({ 'if-match': ifMatch, 'if-none-match': ifNoneMatch }, etags)
  return failed && (failed.status === 304 ? `304 ${failed.etag}` : '412')
}

test.each([
  [undefined, undefined, null],
  [undefined, '"b"', '304 b'],
  [undefined, '"a", W/"b"', '304 b'],
  [undefined, '"b-br" , "c"', '304 b-br'],
  [undefined, '*', '304 b'],
  [undefined, '"a"', null],
  [undefined, 'b', null],
  ['"b"', undefined, null],
  ['"a", "b-br"', undefined, null],
  ['*', undefined, null],
  ['"a"', undefined, '412'],
  ['W/"b"', undefined, '412'],
  ['"a"', '"b"', '412'],
  ['"b"', '"b"', '304 b'],
  ['"b"', '"a"', null],
])('If-Match %s and If-None-Match %s of "b" give %s', (ifMatch, ifNoneMatch, failed) => {
  expect(precondition(ifMatch, ifNoneMatch, 'b', 'b-br')).toBe(failed)
})
