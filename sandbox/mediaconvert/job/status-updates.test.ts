import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Phase, Progress } from './job.ts'
import { statusUpdates } from './status-updates.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const at = (phase: Phase, percent: number): Progress => ({ phase, percent, framesDecoded: 0 })

function updates(interval?: string) {
  const sent: string[] = []
  const { progress, end } = statusUpdates(interval, ({ phase, percent }) => void sent.push(`${phase} ${percent}`))
  return { sent, progress, end }
}

test('progress is told once in an interval, however often there is some', () => {
  const { sent, progress, end } = updates('SECONDS_10')
  progress(at('TRANSCODING', 0))
  for (let second = 1; second <= 25; second++) {
    vi.advanceTimersByTime(1000)
    progress(at('TRANSCODING', second))
  }
  expect(sent).toEqual(['TRANSCODING 9', 'TRANSCODING 19'])
  end()
  vi.advanceTimersByTime(60_000)
  expect(sent).toHaveLength(2)
})

test('a new phase is told at once, and the interval begins anew', () => {
  const { sent, progress, end } = updates('SECONDS_10')
  progress(at('PROBING', 0))
  vi.advanceTimersByTime(6_000)
  progress(at('TRANSCODING', 0))
  vi.advanceTimersByTime(9_000)
  expect(sent).toEqual(['TRANSCODING 0'])
  vi.advanceTimersByTime(1_000)
  expect(sent).toEqual(['TRANSCODING 0', 'TRANSCODING 0'])
  end()
})

test('who asks for no interval is told every minute', () => {
  const { sent, progress, end } = updates()
  progress(at('TRANSCODING', 7))
  vi.advanceTimersByTime(59_000)
  expect(sent).toEqual([])
  vi.advanceTimersByTime(1_000)
  expect(sent).toEqual(['TRANSCODING 7'])
  end()
})
