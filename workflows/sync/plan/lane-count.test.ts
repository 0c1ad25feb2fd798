import { expect, test } from 'vitest'
import { laneCountFor } from './lane-count.ts'

const configured = { maxLanes: 8, partBytes: 16 }

test.each([
  ['nothing', 0, 0, 1],
  ['a few small files', 32, 3, 1],
  ['more files than one batch', 33, 3, 2],
  ['50,000 files', 50_000, 50_000, 8],
  ['one file of three parts', 1, 48, 3],
  ['one very large file', 1, 10_000, 8],
])('chooses the number of lanes for %s', (_, pending, pendingBytes, lanes) =>
  expect(laneCountFor({ pending, pendingBytes }, configured)).toBe(lanes),
)
