import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { FairQueue } from './fair-queue.ts'

/** Runs work of several keys that takes some time each. Returns the keys in the order in which their work started. */
async function startOrder(maxRunning: number, work: [key: string, count: number, milliseconds: number][]) {
  const queue = new FairQueue(maxRunning)
  const started: string[] = []
  const all = work.flatMap(([key, count, milliseconds]) =>
    Array.from({ length: count }, () =>
      queue.run(key, async () => {
        started.push(key)
        await sleep(milliseconds)
      }),
    ),
  )
  await Promise.all(all)
  return started.join('')
}

test('gives packages that wait turns, although one came first with a lot of work', async () => {
  const order = await startOrder(1, [
    ['a', 6, 20],
    ['b', 2, 20],
    ['c', 2, 20],
  ])
  expect(order).toMatch(/^a(bc|cb)/)
})

test('gives a package with short work more turns than one with long work', async () => {
  const order = await startOrder(1, [
    ['a', 3, 200],
    ['b', 20, 5],
  ])
  // The first long piece took as long as many short ones, which now go first.
  expect(order).toMatch(/^ab{4,}/)
})

test('lets one package use everything while no other waits, and goes on after a failure', async () => {
  const queue = new FairQueue(2)
  let [running, most] = [0, 0]
  const work = async () => {
    most = Math.max(most, ++running)
    await sleep(5)
    running--
    throw new Error('failed')
  }
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => queue.run('a', work)))
  expect(results.every(({ status }) => status === 'rejected')).toBe(true)
  expect(most).toBe(2)
  expect(await queue.run('b', async () => 'done')).toBe('done')
})
