import { expect, test } from 'vitest'
import { hasPausedVideos, pauseLabel } from './pause-labels.ts'
import { buildTranscode, buildVideo } from './test-transcode.ts'

const dollars = (amount: number) => ({ amount, currency: 'USD' })
const prices = { date: '2026-03-03', region: 'us-east-1' }
const use = { minutes: 10, jobs: 3 }
const budget = { month: '2026-11-01', limit: dollars(0.5), spent: dollars(0.4), reserved: dollars(0), use, prices }
const nodes = [buildVideo({ pausedForBudget: true, status: 'QUEUED', estimatedCost: dollars(0.45) })]
const pausedTranscode = buildTranscode({ status: 'WAITING_FOR_BUDGET', videos: { totalCount: 1, nodes } })

test('it is paused when the whole says so, or one of its videos', () => {
  expect(hasPausedVideos(pausedTranscode)).toBe(true)
  expect(hasPausedVideos({ ...pausedTranscode, status: 'RUNNING' })).toBe(true)
  expect(hasPausedVideos(buildTranscode())).toBe(false)
})

test('who decides is told what it costs and what is left', () => {
  expect(pauseLabel(pausedTranscode, budget)).toBe(
    'Making these videos ready costs about $0.45. $0.10 of the $0.50 for November 2026 is left.',
  )
  expect(pauseLabel(pausedTranscode, null)).toBe('Making these videos ready costs about $0.45.')
})
