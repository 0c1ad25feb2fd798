import { describe, expect, test } from 'vitest'
import { type Line, repeatableRandom, simulateCopy } from '../test/simulated-copy.ts'
import { bytesPerSecond, type CopyProgress, copiedPercent, secondsLeft, smoothingSeconds } from './speed.ts'

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
  test('reports how long the rest takes at that speed', () => expect(secondsLeft(run(), at(4))).toBeCloseTo(6, 0))
  test('estimates by files when many small ones are left', () =>
    expect(secondsLeft(run({ filesTotal: 1004 }), at(4))).toBeCloseTo(1000, 0))
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

const mib = 1024 * 1024
const slow: Line = { latencySeconds: 0.6, bytesPerSecond: 20 * mib, bytesPerSecondEach: 5 * mib }
const usual: Line = { latencySeconds: 0.35, bytesPerSecond: 50 * mib, bytesPerSecondEach: 10 * mib }
const fast: Line = { latencySeconds: 0.05, bytesPerSecond: 150 * mib, bytesPerSecondEach: 60 * mib }

const random = repeatableRandom(1)
const sizes = (count: number, from: number, until: number) =>
  Array.from({ length: count }, () => Math.round(from * (until / from) ** random()))
const shapes = {
  '3,041 small files': sizes(3_041, 2_000, 32_000),
  '3 large videos and 50 files': [...sizes(50, 2_000, 200_000), 700 * mib, 500 * mib, 900 * mib],
  '20,000 mixed files': sizes(20_000, 2_000, 800_000),
  '20,000 mixed files and 20 videos': [...sizes(20_000, 2_000, 800_000), ...sizes(20, 20 * mib, 200 * mib)],
  '3,000 small files and 5 videos': [...sizes(3_000, 2_000, 32_000), ...sizes(5, 100 * mib, 200 * mib)],
  '3,000 small files and 40 videos': [...sizes(3_000, 2_000, 32_000), ...sizes(40, 100 * mib, 200 * mib)],
}

describe('the remaining time of simulated copies', () => {
  const lines = Object.entries({ slow, usual, fast })
  const allCases = Object.entries(shapes).flatMap(([shape, files]) =>
    lines.map(([name, line]) => {
      let points: ReturnType<typeof copy> | undefined
      const copy = () => [...simulateCopy(files, line, repeatableRandom(7))]
      return { shape, name, pointsOfCopy: () => (points ??= copy()) }
    }),
  )

  test.each(allCases)('of $shape on a $name line is at most twice or half the true one', ({ pointsOfCopy }) => {
    const points = pointsOfCopy()
    const end = points.at(-1)!.seconds
    const wrong = points
      .filter(({ seconds }) => seconds >= 10)
      .map(({ seconds, progress }) => ({
        seconds,
        left: secondsLeft(progress, new Date(seconds * 1000)),
        truth: end - seconds,
      }))
      // Nobody minds three seconds.
      .filter(({ left, truth }) => left === null || left + 3 > 2 * (truth + 3) || truth + 3 > 2 * (left + 3))
    expect(wrong).toEqual([])
  })

  test.each(allCases)('of $shape on a $name line comes with a percentage that never decreases', ({ pointsOfCopy }) => {
    const percents = pointsOfCopy().map(({ progress }) => copiedPercent(progress))
    expect(percents).toEqual(percents.toSorted((a, b) => a - b))
    expect([percents[0], percents.at(-1)]).toEqual([0, 100])
  })
})

describe('the percentage', () => {
  test('counts files, not only bytes: 326 of 3,041 small files before large ones are not 0%', () => {
    const progress = { filesTotal: 3_041, filesDone: 326, bytesTotal: 2_000_000_000n, bytesDone: 5_000_000n }
    expect(copiedPercent(progress)).toBeGreaterThan(4)
  })
  test('counts bytes, not only files: 50 of 53 files without the videos are not 94%', () => {
    const progress = { filesTotal: 53, filesDone: 50, bytesTotal: 2_000_000_000n, bytesDone: 5_000_000n }
    expect(copiedPercent(progress)).toBeLessThan(5)
  })
  test('is 100 when there is nothing to copy', () =>
    expect(copiedPercent({ filesTotal: 0, filesDone: 0, bytesTotal: 0n, bytesDone: 0n })).toBe(100))
})

test('a finished run reports its average speed', () => {
  expect(bytesPerSecond(run({ finishedAt: at(8) }), at(4000))).toBe(50)
})
