import { expect, it } from 'vitest'
import { levelCap } from './level-cap.ts'

const levels = [854, 640, 426, 1280, 1920].map(width => ({ width }))

it.each([
  [320, 2],
  [640, 1],
  [641, 0],
  [1280, 3],
  [1921, -1],
  [0, -1],
])('limits a video of %i pixels to level %i', (width, level) => {
  expect(levelCap(levels, width)).toBe(level)
})
