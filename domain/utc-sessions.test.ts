import { expect, test } from 'vitest'
import { withUtcSessions } from './utc-sessions.ts'

test.each([
  ['postgres://a:b@host:5432/lectern', 'postgres://a:b@host:5432/lectern?options=-c%20TimeZone%3DUTC'],
  ['postgres://host/a?sslmode=require', 'postgres://host/a?sslmode=require&options=-c%20TimeZone%3DUTC'],
  [
    'postgres://host/a?options=-c%20statement_timeout%3D60000',
    'postgres://host/a?options=-c%20statement_timeout%3D60000%20-c%20TimeZone%3DUTC',
  ],
])('%s becomes %s', (address, expected) => {
  expect(withUtcSessions(address)).toBe(expected)
})
