import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { SharedReads } from './shared-reads.ts'

function openReads() {
  const reads = new SharedReads(250)
  let count = 0
  const read = async () => ++count
  return { reads, read }
}

test('reads once for all who ask for the same, and again after a change of that package', async () => {
  const { reads, read } = openReads()
  const first = await Promise.all([reads.read('a', 'run', read), reads.read('a', 'run', read)])
  expect(first).toEqual([1, 1])
  expect(await reads.read('a', 'draft', read)).toBe(2)
  expect(await reads.read('b', 'run', read)).toBe(3)
  reads.forget('a')
  expect(await reads.read('a', 'run', read)).toBe(4)
  expect(await reads.read('b', 'run', read)).toBe(3)
  reads.forgetAll()
  expect(await reads.read('b', 'run', read)).toBe(5)
})

test('does not share a read that began before a change with those who ask after it', async () => {
  const { reads } = openReads()
  let finish = (_: string) => {}
  const before = reads.read('a', 'run', () => new Promise<string>(resolve => (finish = resolve)))
  reads.forget('a')
  const after = reads.read('a', 'run', async () => 'new')
  finish('old')
  expect(await before).toBe('old')
  expect(await after).toBe('new')
  expect(await reads.read('a', 'run', async () => 'newer')).toBe('new')
})

test('shares no failed read, and none for longer than a moment', async () => {
  const { reads, read } = openReads()
  const failure = reads.read('a', 'run', () => Promise.reject(new Error('away')))
  await expect(failure).rejects.toThrow('away')
  expect(await reads.read('a', 'run', read)).toBe(1)
  await sleep(400)
  expect(await reads.read('a', 'run', read)).toBe(2)
})
