import { describe, expect, test } from 'vitest'
import { bytesPerSecond, type CopyProgress, secondsLeft, smoothingSeconds } from './speed.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 8) + second * 1000)

/** The rate in a run's row after this many seconds at a steady speed. */
const after = (seconds: number, perSecond: number) => perSecond * (1 - Math.exp(-seconds / smoothingSeconds))

const run = (overrides: Partial<CopyProgress> = {}): CopyProgress => ({
  calculated: true,
  filesTotal: 10,
  filesDone: 4,
  bytesTotal: 1000n,
  bytesDone: 400n,
  copyingSince: at(0),
  finishedAt: null,
  ratedAt: at(4),
  byteRate: after(4, 100),
  fileRate: after(4, 1),
  ...overrides,
})

describe('a run that is copying', () => {
  test('reports a steady speed from the first seconds on', () => expect(bytesPerSecond(run(), at(4))).toBeCloseTo(100))
  test('reports a lower speed when nothing more arrives', () => expect(bytesPerSecond(run(), at(20))).toBeLessThan(50))
  test('reports how long the rest takes at that speed', () => expect(secondsLeft(run(), at(4))).toBeCloseTo(6))
  test('estimates by files when many small ones are left', () =>
    expect(secondsLeft(run({ filesTotal: 1004 }), at(4))).toBeCloseTo(1000))
  test('reports 0 seconds when everything is copied', () =>
    expect(secondsLeft(run({ bytesDone: 1000n, filesDone: 10 }), at(4))).toBe(0))
})

describe('the remaining time is unknown', () => {
  test.each([
    { when: 'before copying', overrides: { copyingSince: null } },
    { when: 'while the total is not final', overrides: { calculated: false } },
    { when: 'before the first file', overrides: { byteRate: 0, fileRate: 0, ratedAt: null } },
    { when: 'when the run has finished', overrides: { finishedAt: at(5) } },
  ])('$when', ({ overrides }) => expect(secondsLeft(run(overrides), at(4))).toBeNull())

  test.each([0, 0.9])('%s seconds after copying started', seconds => {
    expect(bytesPerSecond(run(), at(seconds))).toBeNull()
    expect(secondsLeft(run(), at(seconds))).toBeNull()
  })
})

test('a finished run reports its average speed', () => {
  expect(bytesPerSecond(run({ finishedAt: at(8) }), at(4000))).toBe(50)
})
