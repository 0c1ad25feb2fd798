import { expect, test } from 'vitest'
import { costLabel, pausedCost, savingsLabel } from './cost-labels.ts'
import { buildFinishedTranscode, buildTranscode, buildVideo } from './test-transcode.ts'

const dollars = (amount: number) => ({ amount, currency: 'USD' })

test('the cost of a running transcode is an estimate, with what is spent so far', () => {
  expect(costLabel(buildTranscode())).toEqual({
    text: 'videos.estimatedCost',
    amount: '$0.45',
    details: ['12 minutes of processed video in 4 jobs'],
  })
  expect(costLabel(buildTranscode({ jobs: 1, minutes: 0.5, estimatedCost: dollars(0.001) }))).toEqual({
    text: 'videos.estimatedCost',
    amount: 'under $0.01',
    details: ['Less than a minute of processed video in 1 job'],
  })
  expect(costLabel(buildTranscode({ cost: dollars(0.12) }))?.details[1]).toBe('$0.12 spent so far')
})

test('costLabel returns null if the cost is unknown or nothing is processed', () => {
  expect(costLabel(buildTranscode({ estimatedCost: dollars(0) }))).toBeNull()
  expect(costLabel(buildTranscode({ estimatedCost: null }))).toBeNull()
  expect(costLabel(buildTranscode({ status: 'WAITING_FOR_VIDEOS' }))).toBeNull()
  const nodes = [buildVideo({ status: 'QUEUED', estimatedCost: null })]
  expect(costLabel(buildTranscode({ videos: { totalCount: 1, nodes } }))).toBeNull()
  expect(costLabel(buildFinishedTranscode({ jobs: 0, cost: dollars(0) }))).toBeNull()
})

test('the cost of a finished transcode is the actual cost, with details only after success', () => {
  expect(costLabel(buildFinishedTranscode())).toEqual({
    text: 'videos.actualCost',
    amount: '$0.43',
    details: ['12 minutes of processed video in 4 jobs'],
  })
  const failed = buildFinishedTranscode({ status: 'FAILED', cost: dollars(0.2) })
  expect(costLabel(failed)).toEqual({ text: 'videos.actualCost', amount: '$0.20', details: [] })
  const canceled = buildFinishedTranscode({ status: 'CANCELED', cost: dollars(0) })
  expect(costLabel(canceled)).toEqual({ text: 'videos.actualCost', amount: '$0.00', details: [] })
})

test('savingsLabel has the number of reused videos and what they save', () => {
  expect(savingsLabel(buildTranscode())).toBe('3 videos reused, saving about $0.30')
  expect(savingsLabel(buildTranscode({ videosReused: 1 }))).toBe('1 video reused, saving about $0.30')
  expect(savingsLabel(buildTranscode({ videosReused: 0 }))).toBe('Earlier work reused, saving about $0.30')
  expect(savingsLabel(buildTranscode({ savedCost: dollars(0) }))).toBeNull()
})

test('pausedCost counts each encoding once', () => {
  const paused = { pausedForBudget: true, status: 'QUEUED' } as const
  const nodes = [
    buildVideo({ ...paused, path: 'one.mp4' }),
    buildVideo({ ...paused, path: 'the same.mp4', contentHash: 'one.mp4' }),
    buildVideo({ ...paused, path: 'two.mp4', estimatedCost: dollars(0.2) }),
    buildVideo({ ...paused, path: 'two.webm', encodedAs: 'two.mp4', estimatedCost: null }),
    buildVideo({ path: 'not paused.mp4' }),
  ]
  expect(pausedCost(buildTranscode({ videos: { totalCount: 5, nodes } }))?.amount).toBeCloseTo(0.3)
  expect(pausedCost(buildTranscode({ videos: { totalCount: 500, nodes } }))).toEqual(dollars(0.45))
  expect(pausedCost(buildTranscode())).toBeNull()
})
