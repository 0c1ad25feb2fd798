import { expect, test } from 'vitest'
import { constantRate, outputFrameRate } from './frame-rate.ts'

test.each([
  ['a constant rate', 25, 25, false, 25],
  ['an average within 1% of the nominal rate', 29.9, 30, false, 30],
  ['the variable rate of a phone', 27.6, 30, false, 30],
  ['a fast variable rate', 72, 120, false, 60],
  ['a browser recording, whose nominal rate counts milliseconds', 23.2, 1000, false, 24],
  ['an unknown rate', 0, 0, false, 30],
  ['an unknown average', 0, 25, false, 30],
  ['a nominal rate of fields', 25, 50, true, 25],
  ['a nominal rate of television fields', 30_000 / 1001, 60_000 / 1001, true, 30_000 / 1001],
  ['an interlaced video with a nominal rate of frames', 25, 25, true, 25],
])('finds the constant rate for %s: %d on average, %d nominal', (_, average, nominal, interlaced, expected) => {
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
])('keeps the rate of a video: %d', (rate, numerator, denominator) => {
  expect(outputFrameRate(rate)).toEqual({ numerator, denominator })
})

test.each([
  [120, 60, 1],
  [240, 60, 1],
  [120_000 / 1001, 60_000, 1001],
  [100, 50, 1],
  [90, 45, 1],
])('drops frames of a fast video so that the motion stays even: %d', (rate, numerator, denominator) => {
  expect(outputFrameRate(rate)).toEqual({ numerator, denominator })
})
