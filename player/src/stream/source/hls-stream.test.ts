import { expect, it } from 'vitest'
import { levelForSeek } from './hls-stream.ts'

const levels = [1_400_000, 800_000, 350_000, 3_000_000].map(bitrate => ({ bitrate }))

it.each([
  ['the largest that loads in half a second', 50_000_000, 3],
  ['a smaller one on a slower line', 10_000_000, 0],
  ['a still smaller one', 7_000_000, 1],
  ['the smallest where none is fast enough', 500_000, 2],
])('seeks with %s', (_, bitsPerSecond, level) => {
  expect(levelForSeek(levels, bitsPerSecond, 3.5)).toBe(level)
})
