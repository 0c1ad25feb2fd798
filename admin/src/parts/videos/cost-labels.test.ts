import { expect, test } from 'vitest'
import { costLabel, pausedCost, savingsLabel } from './cost-labels.ts'
import { buildFinishedTranscode, buildTranscode, buildVideo } from './test-transcode.ts'
import type { Transcode } from './transcode.ts'

const dollars = (amount: number) => ({ amount, currency: 'USD' })
const sentence = (transcode: Transcode) => {
  const label = costLabel(transcode)
  return label && (label.price ?? '') + label.explanation
}

test('an estimate is told as one, with what it is for', () => {
  expect(sentence(buildTranscode())).toBe('About $0.45 for 12 minutes of stream in 4 jobs')
  expect(sentence(buildTranscode({ jobs: 1, minutes: 0.5, estimatedCost: dollars(0.001) }))).toBe(
    'Less than $0.01 for less than a minute of stream in 1 job',
  )
  expect(sentence(buildTranscode({ cost: dollars(0.12) }))).toBe(
    'About $0.45 for 12 minutes of stream in 4 jobs; $0.12 of it so far',
  )
})

test('before anybody knows, and where nothing is made, no price is told', () => {
  expect(sentence(buildTranscode({ estimatedCost: dollars(0) }))).toBeNull()
  expect(sentence(buildTranscode({ estimatedCost: null }))).toBeNull()
  expect(sentence(buildTranscode({ status: 'WAITING_FOR_VIDEOS' }))).toBeNull()
  const nodes = [buildVideo({ status: 'QUEUED', estimatedCost: null })]
  expect(sentence(buildTranscode({ videos: { totalCount: 1, nodes } }))).toBeNull()
  expect(sentence(buildFinishedTranscode({ jobs: 0, cost: dollars(0) }))).toBeNull()
})

test('afterwards it is the price, of what was made alone', () => {
  expect(sentence(buildFinishedTranscode())).toBe('$0.43 for 12 minutes of stream in 4 jobs')
  expect(sentence(buildFinishedTranscode({ status: 'FAILED', cost: dollars(0.2) }))).toBe(
    '$0.20 for what was made; the rest has cost nothing',
  )
  expect(sentence(buildFinishedTranscode({ status: 'CANCELED', cost: dollars(0) }))).toBe('It has cost nothing')
})

test('what was made earlier saves', () => {
  expect(savingsLabel(buildTranscode())).toBe('3 videos were made earlier and save about $0.30')
  expect(savingsLabel(buildTranscode({ videosReused: 1 }))).toBe('1 video was made earlier and saves about $0.30')
  expect(savingsLabel(buildTranscode({ videosReused: 0 }))).toBe('Videos that were made earlier save about $0.30')
  expect(savingsLabel(buildFinishedTranscode())).toBe('3 videos were made earlier and saved about $0.30')
  expect(savingsLabel(buildTranscode({ savedCost: dollars(0) }))).toBeNull()
})

test('what the budget holds costs once for each stream', () => {
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
