import { afterAll, expect, test } from 'vitest'
import type { analyze } from '../findings/analysis/analyze.ts'
import type { findIgnored } from '../sync/plan/find-ignored.ts'
import { ReaderLimitError, ReaderThreads } from './reader-threads.ts'

const opened: ReaderThreads[] = []
afterAll(() => Promise.all(opened.map(threads => threads.close())))

function open(limits?: ConstructorParameters<typeof ReaderThreads>[0]) {
  const threads = new ReaderThreads(limits)
  opened.push(threads)
  const url = (path: string) => new URL(path, import.meta.url)
  return {
    findIgnored: (list: string, paths: string[]) =>
      threads.call<typeof findIgnored>(
        { key: 'a' },
        url('../sync/plan/find-ignored.ts'),
        'findIgnored',
        Buffer.from(list),
        paths,
      ),
    analyze: (page: string) =>
      threads.call<typeof analyze>(
        { key: 'a' },
        url('../findings/analysis/analyze.ts'),
        'analyze',
        Buffer.from(page),
        'html',
      ),
  }
}

const manyPaths = (count: number) => Array.from({ length: count }, (_, index) => `${'abcd'.repeat(20)}${index}`)

test('returns what the function returns', async () => {
  const { references } = await open().analyze('<img src="a.png">')
  expect(references).toEqual([{ url: 'a.png', line: 1, tag: 'img' }])
})

test('ends a call that takes too long, and goes on with the next one', async () => {
  const threads = open({ cpuMs: 1_500 })
  // 1,000 rules times 100,000 names take minutes.
  await expect(threads.findIgnored('*a*b*c*d*e\n'.repeat(1_000), manyPaths(100_000))).rejects.toThrow(ReaderLimitError)
  expect((await open().findIgnored('a', ['a'])).ignored).toEqual([{ path: 'a', line: 1, text: 'a' }])
})

test('does not count the time in which a thread waits', async () => {
  const threads = new ReaderThreads({ cpuMs: 1_000 })
  opened.push(threads)
  const url = new URL('node:timers/promises')
  expect(
    await threads.call<(ms: number, value: string) => string>({ key: 'a' }, url, 'setTimeout', 2_500, 'done'),
  ).toBe('done')
})

test('ends a call that only waits', async () => {
  const threads = new ReaderThreads({ timeoutMs: 500 })
  opened.push(threads)
  const url = new URL('node:timers/promises')
  await expect(threads.call<(ms: number) => void>({ key: 'a' }, url, 'setTimeout', 60_000)).rejects.toThrow('too long')
})

test('ends a call that takes too much memory, and goes on with the next one', async () => {
  const threads = open({ maxHeapMb: 24 })
  await expect(threads.findIgnored('x', manyPaths(400_000))).rejects.toThrow('too much memory')
  expect((await threads.findIgnored('a', ['a'])).ignored).toEqual([{ path: 'a', line: 1, text: 'a' }])
})

test('keeps the event loop free during calls', async () => {
  const threads = open()
  const page = `<html>${'<p><a href="x.html">x</a>'.repeat(100_000)}`
  let ticks = 0
  const timer = setInterval(() => ticks++, 5)
  await Promise.all(Array.from({ length: 4 }, () => threads.analyze(page)))
  clearInterval(timer)
  // Without threads, the timer would run about once for each of the four calls.
  expect(ticks).toBeGreaterThan(20)
})
