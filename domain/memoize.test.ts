import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { memoize } from './memoize.ts'

const loadedNames: string[] = []
const load = async (name: string) => {
  loadedNames.push(name)
  if (name === 'broken') throw new Error('It is broken.')
  return name.length
}
beforeEach(() => void loadedNames.splice(0))

test('returns the cached value until it expires', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const cachedLoad = memoize(1_000, 10, load)
  expect(await Promise.all([cachedLoad('a'), cachedLoad('a')])).toEqual([1, 1])
  vi.advanceTimersByTime(999)
  await cachedLoad('a')
  expect(loadedNames).toEqual(['a'])
  vi.advanceTimersByTime(1)
  await cachedLoad('a')
  expect(loadedNames).toEqual(['a', 'a'])
})

test('evicts the oldest value when the cache is full', async () => {
  const cachedLoad = memoize(1_000, 2, load)
  for (const name of ['a', 'b', 'c', 'c', 'b', 'a']) await cachedLoad(name)
  expect(loadedNames).toEqual(['a', 'b', 'c', 'a'])
})

test('does not cache failures or values of overlong keys', async () => {
  const cachedLoad = memoize(1_000, 10, load)
  for (const _attempt of [1, 2]) await expect(cachedLoad('broken')).rejects.toThrow('It is broken.')
  for (const _attempt of [1, 2]) expect(await cachedLoad('x'.repeat(1_000))).toBe(1_000)
  expect(loadedNames).toHaveLength(4)
})
