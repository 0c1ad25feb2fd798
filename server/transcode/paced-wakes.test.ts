import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PacedWakes } from './paced-wakes.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const quiet = pino({ level: 'silent' })

test('the first wake-up is at once, all others of its second are one at its end', async () => {
  const wake = vi.fn(async () => {})
  const paced = new PacedWakes(wake, quiet)
  for (let i = 0; i < 20; i++) await paced.wake('a')
  expect(wake).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(wake).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(wake).toHaveBeenCalledTimes(2)
})

test('packages do not wait for each other', async () => {
  const wake = vi.fn(async () => {})
  const paced = new PacedWakes(wake, quiet)
  await Promise.all([paced.wake('a'), paced.wake('b')])
  expect(wake).toHaveBeenCalledTimes(2)
})

test('whoever could not be woken now is told so, and nothing stays', async () => {
  const wake = vi.fn(async () => {}).mockRejectedValueOnce(new Error('away'))
  const paced = new PacedWakes(wake, quiet)
  await expect(paced.wake('a')).rejects.toThrow('away')
  await paced.wake('a')
  expect(wake).toHaveBeenCalledTimes(2)
})

test('whoever was told «later» is woken, however often that fails', async () => {
  const wake = vi.fn(async () => {})
  const paced = new PacedWakes(wake, quiet)
  await paced.wake('a')
  await paced.wake('a')
  wake.mockRejectedValueOnce(new Error('away')).mockRejectedValueOnce(new Error('away'))
  await vi.advanceTimersByTimeAsync(3_000)
  expect(wake).toHaveBeenCalledTimes(4)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(wake).toHaveBeenCalledTimes(4)
})
