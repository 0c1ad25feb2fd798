import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ByteWait } from './byte-wait.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})
const pass = (ms: number) => vi.advanceTimersByTime(ms)

test('waits from the request until its end', () => {
  const wait = new ByteWait()
  expect(wait.ms).toBe(0)
  wait.onRequest({ loaded: 0 })
  pass(1000)
  expect(wait.ms).toBe(1000)
  wait.onLoaded()
  pass(1000)
  expect(wait.ms).toBe(0)
})

test('bytes begin the wait anew', () => {
  const wait = new ByteWait()
  const progress = { loaded: 0 }
  wait.onRequest(progress)
  pass(3000)
  progress.loaded = 1000
  expect(wait.ms).toBe(0)
  pass(500)
  expect(wait.ms).toBe(500)
})

test('retries go on waiting, whatever bytes their error pages have', () => {
  const wait = new ByteWait()
  for (let attempt = 0; attempt < 4; attempt++) {
    const progress = { loaded: 0 }
    wait.onRequest(progress)
    pass(100)
    progress.loaded = 21
    expect(wait.ms).toBe(0)
    wait.onFailed()
    pass(900)
    expect(wait.ms).toBe(1000 * (attempt + 1))
  }
})

test('a request that was given up for another one goes on waiting', () => {
  const wait = new ByteWait()
  wait.onRequest({ loaded: 0 })
  pass(500)
  wait.onAborted()
  wait.onRequest({ loaded: 0 })
  pass(500)
  expect(wait.ms).toBe(1000)
})
