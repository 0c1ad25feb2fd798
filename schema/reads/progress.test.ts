import { describe, expect, test } from 'vitest'
import { bytesPerSecond, type Copying, secondsLeft } from './progress.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 8, 0, second))
const run = (overrides: Partial<Copying> = {}): Copying => ({
  calculated: true,
  bytesTotal: 1000n,
  bytesDone: 400n,
  copyingSince: at(0),
  finishedAt: null,
  ...overrides,
})

describe('a run that copies', () => {
  test('has the mean speed since it began to', () => expect(bytesPerSecond(run(), at(4))).toBe(100))
  test('says how long the rest takes at that speed', () => expect(secondsLeft(run(), at(4))).toBe(6))
  test('has nothing left once all is copied', () => expect(secondsLeft(run({ bytesDone: 1000n }), at(4))).toBe(0))
})

describe('nobody knows how long it takes', () => {
  test.each([
    { when: 'before copying', overrides: { copyingSince: null } },
    { when: 'while the total is not final', overrides: { calculated: false } },
    { when: 'before the first byte', overrides: { bytesDone: 0n } },
    { when: 'when it is over', overrides: { finishedAt: at(5) } },
  ])('$when', ({ overrides }) => expect(secondsLeft(run(overrides), at(4))).toBeNull())

  test('in the very moment in which copying begins', () => {
    expect(bytesPerSecond(run(), at(0))).toBeNull()
    expect(secondsLeft(run(), at(0))).toBeNull()
  })
})

test('a run that is over keeps the speed that it had', () => {
  expect(bytesPerSecond(run({ finishedAt: at(8) }), at(4000))).toBe(50)
})
