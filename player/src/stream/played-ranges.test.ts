import { expect, it } from 'vitest'
import { mergeRanges } from './played-ranges.ts'

it('merges ranges that overlap or touch, and keeps gaps', () => {
  expect(
    mergeRanges([
      [10, 12],
      [0, 3],
      [2, 5],
      [5, 6],
      [11, 11.5],
    ]),
  ).toEqual([
    [0, 6],
    [10, 12],
  ])
  expect(mergeRanges([])).toEqual([])
})
