import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { Topic } from './topic.ts'

const pollOptions = { timeout: 30_000 }
const neverAborted = () => new AbortController().signal

/** A topic, and readers of it that note the times of their wakes. */
function openTopic() {
  let ends = 0
  const topic = new Topic(() => ends++)
  onTestFinished(() => topic.close())
  const read = (work: () => Promise<void> | void = () => {}) => {
    const wakes: number[] = []
    const done = (async () => {
      for await (const _ of topic.watch(neverAborted())) {
        wakes.push(performance.now())
        await work()
      }
    })()
    return { wakes, done }
  }
  return { topic, read, ends: () => ends }
}

test('a change wakes all, and many changes in a row wake all once or twice more, not each time', async () => {
  const { topic, read } = openTopic()
  const readers = Array.from({ length: 1_000 }, () => read())
  await expect.poll(() => readers.every(({ wakes }) => wakes.length === 1), pollOptions).toBe(true)
  await sleep(300)
  topic.wakeAll()
  await expect.poll(() => readers.every(({ wakes }) => wakes.length === 2), pollOptions).toBe(true)
  for (let change = 0; change < 10; change++) topic.wakeAll()
  await expect.poll(() => readers.every(({ wakes }) => wakes.length >= 3), pollOptions).toBe(true)
  // The first of them wakes at once if the pause was over when it came, and the others after the next pause.
  await sleep(600)
  expect(Math.max(...readers.map(({ wakes }) => wakes.length))).toBeLessThanOrEqual(4)
  const { wakes } = readers[0]!
  expect(wakes[2]! - wakes[1]!).toBeGreaterThan(100)
})

test('a reader that is slow holds up no other, and is woken once for all that it missed', async () => {
  const { topic, read } = openTopic()
  let release = () => {}
  const slow = read(() => new Promise<void>(resolve => (release = resolve)))
  const fast = read()
  for (const count of [2, 3, 4]) {
    await sleep(300)
    topic.wakeAll()
    await expect.poll(() => fast.wakes.length, pollOptions).toBe(count)
  }
  expect(slow.wakes.length).toBe(1)
  release()
  await expect.poll(() => slow.wakes.length, pollOptions).toBe(2)
  release()
  await sleep(300)
  expect(slow.wakes.length).toBe(2)
})

test('a reason of its own wakes one reader alone', async () => {
  const { topic, read } = openTopic()
  const other = read()
  let wake = () => {}
  let wakes = 0
  const watcher = topic.watch(neverAborted(), wakeReader => {
    wake = wakeReader
    return () => {}
  })
  void (async () => {
    for await (const _ of watcher) wakes++
  })()
  await expect.poll(() => [wakes, other.wakes.length], pollOptions).toEqual([1, 1])
  wake()
  await expect.poll(() => wakes, pollOptions).toBe(2)
  expect(other.wakes.length).toBe(1)
})

test('reports its end once, when its last reader has ended', async () => {
  const { topic, read, ends } = openTopic()
  const readers = [read(), read()]
  const aborted = AbortSignal.abort()
  expect(await topic.watch(aborted).next()).toEqual({ done: true, value: undefined })
  expect(ends()).toBe(0)
  topic.close()
  await Promise.all(readers.map(({ done }) => done))
  expect(ends()).toBe(1)
})
