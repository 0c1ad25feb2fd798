import { expect, test } from 'vitest'
import { acceptedCodings } from './accepted-codings.ts'

test.each([
  [undefined, 'identity'],
  ['', 'identity'],
  ['gzip', 'gzip identity'],
  ['gzip, deflate, br', 'br gzip identity'],
  ['x-gzip', 'gzip identity'],
  ['BR;Q=1', 'br identity'],
  ['brotli', 'identity'],
  ['deflate, identity', 'identity'],
  ['gzip;q=1.0, br;q=0', 'gzip identity'],
  ['br;q=0, gzip; q=0.0', 'identity'],
  ['br;q=0.2, gzip;q=0.8', 'gzip br identity'],
  ['gzip ; q=0.5 , br', 'br gzip identity'],
  ['identity, gzip;q=0.5', 'identity gzip'],
  ['identity;q=0.5, gzip;q=1', 'gzip identity'],
  ['identity;q=0, gzip', 'gzip'],
  ['identity;q=0', ''],
  ['*', 'br gzip identity'],
  ['*;q=0', ''],
  ['*;q=0, identity', 'identity'],
  ['identity;q=1, *;q=0', 'identity'],
  ['*;q=0, gzip', 'gzip'],
  ['gzip;q=0, *', 'br identity'],
  ['*;q=0.1, gzip;q=0.2', 'gzip br identity'],
  ['gzip;q=2', 'identity'],
  ['gzip;q=', 'identity'],
  ['gzip;level=9;q=0.5', 'gzip identity'],
  [',, gzip ,', 'gzip identity'],
])('a client that sends "%s" accepts "%s"', (header, codings) => {
  expect(acceptedCodings(header, ['br', 'gzip', 'identity']).join(' ')).toBe(codings)
})
