import { expect, test } from 'vitest'
import { formatDayHeading, formatRelativeTime, formatTime } from './date.ts'

const now = new Date(2026, 10, 24, 15, 0)

test('recent times are relative to now, older ones are dates', () => {
  expect(formatRelativeTime(new Date(2026, 10, 24, 14, 59, 30), now)).toBe('just now')
  expect(formatRelativeTime(new Date(2026, 10, 24, 14, 55), now)).toBe('5 minutes ago')
  expect(formatRelativeTime(new Date(2026, 10, 24, 12, 10), now)).toBe('2 hours ago')
  expect(formatRelativeTime(new Date(2026, 10, 23, 14, 5), now)).toMatch(/^yesterday at 2:05\sPM$/)
  expect(formatRelativeTime(new Date(2026, 10, 20, 9, 0), now)).toBe('4 days ago')
  expect(formatRelativeTime(new Date(2026, 9, 3), now)).toBe('Oct 3')
  expect(formatRelativeTime(new Date(2025, 9, 3), now)).toBe('Oct 3, 2025')
})

test('times ahead are relative to now', () => {
  expect(formatRelativeTime(new Date(2026, 10, 24, 15, 5), now)).toBe('in 5 minutes')
  expect(formatRelativeTime(new Date(2026, 10, 24, 18, 10), now)).toBe('in 3 hours')
  expect(formatRelativeTime(new Date(2026, 10, 26, 14, 0), now)).toBe('in 47 hours')
  expect(formatRelativeTime(new Date(2026, 10, 26, 15, 0), now)).toBe('in 2 days')
  expect(formatRelativeTime(new Date(2026, 11, 8, 14, 0), now)).toBe('in 14 days')
})

test('a time less than a minute ahead is shown as just now when the server clock is ahead', () => {
  expect(formatRelativeTime(new Date(2026, 10, 24, 15, 0, 20), now)).toBe('just now')
})

test('a day heading names today and yesterday, and dates older days', () => {
  expect(formatDayHeading(new Date(2026, 10, 24, 1), now)).toBe('Today')
  expect(formatDayHeading(new Date(2026, 10, 23, 23), now)).toBe('Yesterday')
  expect(formatDayHeading(new Date(2026, 10, 16), now)).toBe('Monday, November 16')
  expect(formatDayHeading(new Date(2025, 10, 16), now)).toBe('November 16, 2025')
})

test('a time of day has AM or PM', () => {
  expect(formatTime(now)).toMatch(/^3:00\sPM$/)
})
