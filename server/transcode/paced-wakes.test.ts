import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PacedWakes } from './paced-wakes.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const silentLog = pino({ level: 'silent' })

test('wakes at once, and once more at the end of the second for all other calls', async () => {
  const wake = vi.fn(async () => {})
  const paced = new PacedWakes(wake, silentLog)
  for (let i = 0; i < 20; i++) await paced.wake('a')
  expect(wake).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(wake).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(wake).toHaveBeenCalledTimes(2)
})

test('does not delay one package because of another', async () => {
  const wake = vi.fn(async () => {})
  const paced = new PacedWakes(wake, silentLog)
  await Promise.all([paced.wake('a'), paced.wake('b')])
  expect(wake).toHaveBeenCalledTimes(2)
})

test('rejects and schedules nothing when the wake fails', async () => {
  const wake = vi.fn(async () => {}).mockRejectedValueOnce(new Error('unreachable'))
  const paced = new PacedWakes(wake, silentLog)
  await expect(paced.wake('a')).rejects.toThrow('unreachable')
  await paced.wake('a')
  expect(wake).toHaveBeenCalledTimes(2)
})

test('retries a scheduled wake until it succeeds', async () => {
  const wake = vi.fn(async () => {})
  const paced = new PacedWakes(wake, silentLog)
  await paced.wake('a')
  await paced.wake('a')
  wake.mockRejectedValueOnce(new Error('unreachable')).mockRejectedValueOnce(new Error('unreachable'))
  await vi.advanceTimersByTimeAsync(3_000)
  expect(wake).toHaveBeenCalledTimes(4)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(wake).toHaveBeenCalledTimes(4)
})
