import { expect, test } from 'vitest'
import { formatDuration, formatTimeLeft } from './duration.ts'

test('the time left is rounded', () => {
  expect(formatTimeLeft(3)).toBe('a few seconds left')
  expect(formatTimeLeft(34)).toBe('less than a minute left')
  expect(formatTimeLeft(58)).toBe('about 1 minute left')
  expect(formatTimeLeft(185)).toBe('about 3 minutes left')
  expect(formatTimeLeft(3600 + 1200)).toBe('about 1 hour 20 minutes left')
  expect(formatTimeLeft(3600 * 2 - 70)).toBe('about 2 hours left')
})

test('formatTimeLeft returns null if the time is unknown', () => {
  expect(formatTimeLeft(null)).toBeNull()
  expect(formatTimeLeft(Number.POSITIVE_INFINITY)).toBeNull()
})

test('the length of a video has minutes and seconds, and hours only when needed', () => {
  expect(formatDuration(205)).toBe('3:25')
  expect(formatDuration(9)).toBe('0:09')
  expect(formatDuration(3729)).toBe('1:02:09')
})
