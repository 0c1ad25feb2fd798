import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Phase, Progress } from './job.ts'
import { statusUpdates } from './status-updates.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const progressAt = (phase: Phase, percent: number): Progress => ({ phase, percent, framesDecoded: 0 })

function updates(interval?: string) {
  const sent: string[] = []
  const { progress, end } = statusUpdates(interval, ({ phase, percent }) => void sent.push(`${phase} ${percent}`))
  return { sent, progress, end }
}

test('sends one update in each interval, however often progress is reported', () => {
  const { sent, progress, end } = updates('SECONDS_10')
  progress(progressAt('TRANSCODING', 0))
  for (let second = 1; second <= 25; second++) {
    vi.advanceTimersByTime(1000)
    progress(progressAt('TRANSCODING', second))
  }
  expect(sent).toEqual(['TRANSCODING 9', 'TRANSCODING 19'])
  end()
  vi.advanceTimersByTime(60_000)
  expect(sent).toHaveLength(2)
})

test('sends a new phase immediately and restarts the interval', () => {
  const { sent, progress, end } = updates('SECONDS_10')
  progress(progressAt('PROBING', 0))
  vi.advanceTimersByTime(6_000)
  progress(progressAt('TRANSCODING', 0))
  vi.advanceTimersByTime(9_000)
  expect(sent).toEqual(['TRANSCODING 0'])
  vi.advanceTimersByTime(1_000)
  expect(sent).toEqual(['TRANSCODING 0', 'TRANSCODING 0'])
  end()
})

test('sends an update every minute by default', () => {
  const { sent, progress, end } = updates()
  progress(progressAt('TRANSCODING', 7))
  vi.advanceTimersByTime(59_000)
  expect(sent).toEqual([])
  vi.advanceTimersByTime(1_000)
  expect(sent).toEqual(['TRANSCODING 7'])
  end()
})
