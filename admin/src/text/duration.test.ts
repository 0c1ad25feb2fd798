import { expect, test } from 'vitest'
import { clock, timeLeft } from './duration.ts'

test('the time left is told roughly', () => {
  expect(timeLeft(3)).toBe('a few seconds left')
  expect(timeLeft(34)).toBe('less than a minute left')
  expect(timeLeft(58)).toBe('about 1 minute left')
  expect(timeLeft(185)).toBe('about 3 minutes left')
  expect(timeLeft(3600 + 1200)).toBe('about 1 hour 20 minutes left')
  expect(timeLeft(3600 * 2 - 70)).toBe('about 2 hours left')
})

test('an unknown time is not told', () => {
  expect(timeLeft(null)).toBeNull()
  expect(timeLeft(Number.POSITIVE_INFINITY)).toBeNull()
})

test('the length of a video is a clock', () => {
  expect(clock(205)).toBe('3:25')
  expect(clock(9)).toBe('0:09')
  expect(clock(3729)).toBe('1:02:09')
})
