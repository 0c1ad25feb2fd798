import { expect, test } from 'vitest'
import { runForEach } from './run-for-each.ts'

test('runs four at a time, and returns the results in the order of the items', async () => {
  let running = 0
  let most = 0
  const counts: number[] = []
  const items = Array.from({ length: 10 }, (_, index) => index)
  const double = async (item: number) => {
    most = Math.max(most, ++running)
    for (let turn = 0; turn < 10 - item; turn++) await Promise.resolve()
    running--
    return item * 2
  }
  expect(await runForEach(items, double, count => counts.push(count))).toEqual(items.map(item => item * 2))
  expect(most).toBe(4)
  expect(counts).toEqual(items.map(item => item + 1))
  expect(await runForEach([], double, () => {})).toEqual([])
})
