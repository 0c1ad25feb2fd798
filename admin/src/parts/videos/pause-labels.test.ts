import { expect, test } from 'vitest'
import { hasPausedVideos, pauseLabel } from './pause-labels.ts'
import { buildTranscode, buildVideo } from './test-transcode.ts'

const dollars = (amount: number) => ({ amount, currency: 'USD' })
const prices = { date: '2026-03-03', region: 'us-east-1' }
const use = { minutes: 10, jobs: 3 }
const budget = { month: '2026-11-01', limit: dollars(0.5), spent: dollars(0.4), reserved: dollars(0), use, prices }
const nodes = [buildVideo({ pausedForBudget: true, status: 'QUEUED', estimatedCost: dollars(0.45) })]
const pausedTranscode = buildTranscode({ status: 'WAITING_FOR_BUDGET', videos: { totalCount: 1, nodes } })

test('a transcode has paused videos if its status or one of its videos says so', () => {
  expect(hasPausedVideos(pausedTranscode)).toBe(true)
  expect(hasPausedVideos({ ...pausedTranscode, status: 'RUNNING' })).toBe(true)
  expect(hasPausedVideos(buildTranscode())).toBe(false)
})

test('pauseLabel has the cost and what is left of the budget', () => {
  expect(pauseLabel(pausedTranscode, budget)).toBe(
    'Processing these videos costs about $0.45. November 2026 has $0.10 of $0.50 left.',
  )
  expect(pauseLabel(pausedTranscode, null)).toBe('Processing these videos costs about $0.45.')
})
