import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { waitWhileRunning } from './wait-while-running.ts'

const block = (ms: number) => {
  for (const end = Date.now() + ms; Date.now() < end; );
}

test('waits for its time', async () => {
  const start = performance.now()
  await waitWhileRunning(200, new AbortController().signal)
  expect(performance.now() - start).toBeGreaterThan(190)
})

test('does not count the time in which the process was blocked', async () => {
  let isOver = false
  const waiting = waitWhileRunning(400, new AbortController().signal).then(() => {
    isOver = true
  })
  block(600)
  await sleep(1)
  expect(isOver).toBe(false)
  await waiting
})

test('ends with its signal', async () => {
  const controller = new AbortController()
  const waiting = waitWhileRunning(3_600_000, controller.signal)
  controller.abort()
  await waiting
})
