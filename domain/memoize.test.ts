import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { memoize } from './memoize.ts'

const asked: string[] = []
const look = async (name: string) => {
  asked.push(name)
  if (name === 'broken') throw new Error('It is broken.')
  return name.length
}
beforeEach(() => void asked.splice(0))

test('an answer holds for its time and no longer', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const kept = memoize(1_000, 10, look)
  expect(await Promise.all([kept('a'), kept('a')])).toEqual([1, 1])
  vi.advanceTimersByTime(999)
  await kept('a')
  expect(asked).toEqual(['a'])
  vi.advanceTimersByTime(1)
  await kept('a')
  expect(asked).toEqual(['a', 'a'])
})

test('no more answers are kept than are to be, the oldest go first', async () => {
  const kept = memoize(1_000, 2, look)
  for (const name of ['a', 'b', 'c', 'c', 'b', 'a']) await kept(name)
  expect(asked).toEqual(['a', 'b', 'c', 'a'])
})

test('failures are not kept, nor what is longer than any key of ours', async () => {
  const kept = memoize(1_000, 10, look)
  for (const _twice of [1, 2]) await expect(kept('broken')).rejects.toThrow('It is broken.')
  for (const _twice of [1, 2]) expect(await kept('x'.repeat(1_000))).toBe(1_000)
  expect(asked).toHaveLength(4)
})
