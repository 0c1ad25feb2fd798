import { expect, test } from 'vitest'
import { constantRate, outputFrameRate } from './frame-rate.ts'

test.each([
  ['a constant one stays', 25, 25, false, 25],
  ['a hundredth more or less is none', 29.9, 30, false, 30],
  ['a phone’s becomes the next usual one', 27.6, 30, false, 30],
  ['a fast one that varies', 72, 120, false, 60],
  ['a recording of a browser, whose nominal rate is that of milliseconds', 23.2, 1000, false, 24],
  ['nothing is known', 0, 0, false, 30],
  ['only the nominal one is known', 0, 25, false, 30],
  ['fields are no frames', 25, 50, true, 25],
  ['fields of television', 30_000 / 1001, 60_000 / 1001, true, 30_000 / 1001],
  ['interlaced, told in frames', 25, 25, true, 25],
])('%s: %d on average, %d nominal', (_, average, nominal, interlaced, expected) => {
  expect(constantRate(average, nominal, interlaced)).toBeCloseTo(expected, 6)
})

test.each([
  [25, 25, 1],
  [60, 60, 1],
  [30_000 / 1001, 30_000, 1001],
  [29.97, 30_000, 1001],
  [60_000 / 1001, 60_000, 1001],
  [12.5, 12_500, 1000],
  [1, 5, 1],
])('a stream has the rate of its video: %d', (rate, numerator, denominator) => {
  expect(outputFrameRate(rate)).toEqual({ numerator, denominator })
})

test.each([
  [120, 60, 1],
  [240, 60, 1],
  [120_000 / 1001, 60_000, 1001],
  [100, 50, 1],
  [90, 45, 1],
])('of a fast video only so many frames are kept that the motion stays even: %d', (rate, numerator, denominator) => {
  expect(outputFrameRate(rate)).toEqual({ numerator, denominator })
})
