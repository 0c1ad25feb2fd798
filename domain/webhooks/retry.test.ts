import { expect, test } from 'vitest'
import { nextAttemptAt } from './retry.ts'

/** The seconds after the first failure at which each further attempt is made, when all of them fail. */
function attempts(): number[] {
  const failingSince = new Date('2027-01-01T00:00:00Z')
  const found: number[] = []
  let now = failingSince
  for (let attempt = 1; attempt < 1_000; attempt++) {
    const next = nextAttemptAt(attempt, failingSince, now)
    if (next === null) return found
    found.push((next.getTime() - failingSince.getTime()) / 1000)
    now = next
  }
  throw new Error('It never ends')
}

test('tries again after 5 seconds, then less and less often, and for the last time after 24 hours', () => {
  const seconds = attempts()
  expect(seconds.slice(0, 5)).toEqual([5, 15, 35, 75, 155])
  expect(seconds.at(-1)).toBe(24 * 3600)
  const gaps = seconds.map((second, index) => second - (seconds[index - 1] ?? 0))
  expect(Math.max(...gaps)).toBe(3600)
  expect(seconds.length).toBeLessThan(40)
})

test('ends after 24 hours, however few attempts there were', () => {
  const since = new Date('2027-01-01T00:00:00Z')
  expect(nextAttemptAt(1, since, new Date('2027-01-01T23:59:59Z'))).toEqual(new Date('2027-01-02T00:00:00Z'))
  expect(nextAttemptAt(1, since, new Date('2027-01-02T00:00:00Z'))).toBeNull()
})
