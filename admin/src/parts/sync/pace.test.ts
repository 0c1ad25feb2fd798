import { expect, test } from 'vitest'
import { formatTimeLeft } from '../../format/duration.ts'
import { type Pace, smoothPace } from './pace.ts'

const pace = (atMs: number, secondsLeft: number | null, bytesPerSecond = 1_000_000): Pace => ({
  atMs,
  secondsLeft,
  bytesPerSecond,
})

test('a displayed pace stays for two seconds', () => {
  const displayed = pace(0, 180)
  expect(smoothPace(displayed, pace(1_999, 90, 5_000_000))).toBe(displayed)
  expect(smoothPace(displayed, pace(2_000, 90, 5_000_000))).toEqual(pace(2_000, 90, 5_000_000))
})

test('the first estimate is shown at once', () => {
  expect(smoothPace(pace(0, null), pace(250, 60)).secondsLeft).toBe(60)
})

test('the displayed time counts down in order when estimates fluctuate a little', () => {
  let displayed = pace(0, 180)
  const labels = [formatTimeLeft(displayed.secondsLeft)]
  for (let second = 2; second <= 180; second += 2) {
    const swing = second % 4 === 0 ? 1.2 : 0.8
    displayed = smoothPace(displayed, pace(second * 1000, (180 - second) * swing))
    labels.push(formatTimeLeft(displayed.secondsLeft))
  }
  const inOrder = [
    'about 3 minutes left',
    'about 2 minutes left',
    'about 1 minute left',
    'less than a minute left',
    'a few seconds left',
  ]
  expect(labels.filter((label, index) => label !== labels[index - 1])).toEqual(inOrder)
})

test('an estimate that differs a lot replaces the displayed time', () => {
  expect(smoothPace(pace(0, 60), pace(4_000, 300)).secondsLeft).toBe(300)
  expect(smoothPace(pace(0, 600), pace(4_000, 60)).secondsLeft).toBe(60)
})

test('the displayed time disappears when the estimate does', () => {
  expect(smoothPace(pace(0, 60), pace(4_000, null)).secondsLeft).toBeNull()
})
