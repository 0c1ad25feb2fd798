import { expect, test } from 'vitest'
import { expiryTime } from './expiry.ts'

const now = new Date(2026, 10, 30, 12)
const local = (...parts: [number, number, number, number, number, number]) => new Date(...parts).toISOString()

test('expiryTime counts days from now, and is null for never', () => {
  expect(expiryTime('days30', '', now)).toBe(local(2026, 11, 30, 12, 0, 0))
  expect(expiryTime('year', '', now)).toBe(local(2027, 10, 30, 12, 0, 0))
  expect(expiryTime('never', '', now)).toBeNull()
})

test('expiryTime of a date is the end of that day, also of today', () => {
  expect(expiryTime('date', '2026-12-24', now)).toBe(local(2026, 11, 24, 23, 59, 59))
  expect(expiryTime('date', '2026-11-30', now)).toBe(local(2026, 10, 30, 23, 59, 59))
})

test('expiryTime is undefined without a date, and for one that is over', () => {
  expect(expiryTime('date', '', now)).toBeUndefined()
  expect(expiryTime('date', '2026-11-29', now)).toBeUndefined()
})
