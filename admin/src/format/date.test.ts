import { expect, test } from 'vitest'
import { formatDayHeading, formatRelativeTime } from './date.ts'

const now = new Date(2026, 10, 24, 15, 0)

test('what has just been is told by the clock, what is older by the calendar', () => {
  expect(formatRelativeTime(new Date(2026, 10, 24, 14, 59, 30), now)).toBe('just now')
  expect(formatRelativeTime(new Date(2026, 10, 24, 14, 55), now)).toBe('5 minutes ago')
  expect(formatRelativeTime(new Date(2026, 10, 24, 12, 10), now)).toBe('2 hours ago')
  expect(formatRelativeTime(new Date(2026, 10, 23, 14, 5), now)).toBe('yesterday at 14:05')
  expect(formatRelativeTime(new Date(2026, 10, 20, 9, 0), now)).toBe('4 days ago')
  expect(formatRelativeTime(new Date(2026, 9, 3), now)).toBe('3 October')
  expect(formatRelativeTime(new Date(2025, 9, 3), now)).toBe('3 October 2025')
})

test('a clock that is a little ahead does not tell of the future', () => {
  expect(formatRelativeTime(new Date(2026, 10, 24, 15, 0, 20), now)).toBe('just now')
})

test('days have names', () => {
  expect(formatDayHeading(new Date(2026, 10, 24, 1), now)).toBe('Today')
  expect(formatDayHeading(new Date(2026, 10, 23, 23), now)).toBe('Yesterday')
  expect(formatDayHeading(new Date(2026, 10, 16), now)).toBe('Monday 16 November')
})
